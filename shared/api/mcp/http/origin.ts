import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ApiProblem } from '../../api-problem.ts';
import { headerOf } from '../../http/header.ts';

/**
 * Refuses what a browser carries here for somebody else: a page whose name was made to lead here (DNS rebinding), which tells by its Host and
 * Origin. Programs send no Origin. Throws FORBIDDEN. https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#security-warning
 * @param origins whose pages may call: scheme, host and port
 */
export const refuseStrangers = (event: APIGatewayProxyEvent, origins: readonly string[]): void => {
  const host = headerOf(event, 'host');
  const { domainName } = event.requestContext;
  if (host !== undefined && domainName !== undefined && host !== domainName)
    throw new ApiProblem('FORBIDDEN', 'The request is for another host.');
  const origin = headerOf(event, 'origin');
  if (origin !== undefined && !origins.includes(origin))
    throw new ApiProblem('FORBIDDEN', 'Pages of this origin may not call. Programs send no Origin.');
};
