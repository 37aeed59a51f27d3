import type { APIGatewayProxyEvent } from 'aws-lambda';
import { correlationId } from '#schemas/api/headers.ts';
import { headerOf } from './header.ts';

/**
 * What the request and all that comes of it goes by: the caller's own X-Correlation-Id if it is fit to be one, or the
 * request's id at the gateway, by which its access log and its own refusals know it.
 */
export const correlationIdOf = (event: APIGatewayProxyEvent): string =>
  correlationId.safeParse(headerOf(event, 'x-correlation-id')).data ?? event.requestContext.requestId;
