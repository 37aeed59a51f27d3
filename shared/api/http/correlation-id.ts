import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { correlationId } from '#schemas/api/headers.ts';
import { headerOf } from './header.ts';

/** What the request and all that comes of it goes by: the caller's own X-Correlation-Id if it is fit to be one, or a new one. */
export const correlationIdOf = (event: APIGatewayProxyEvent): string =>
  correlationId.safeParse(headerOf(event, 'x-correlation-id')).data ?? randomUUID();
