import type { APIGatewayProxyEvent } from 'aws-lambda';
import { headerOf } from './header.ts';
import type { Headers } from './reply.ts';

const may: Headers = {
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers':
    'Authorization, Content-Type, Idempotency-Key, Mcp-Protocol-Version, Mcp-Session-Id, X-Amz-Content-Sha256, X-Amz-Date, X-Amz-Security-Token, X-Correlation-Id',
  'Access-Control-Max-Age': '600',
};

/** Pages may read these beside what any page may. */
const exposed: Headers = { 'Access-Control-Expose-Headers': 'Retry-After, X-Correlation-Id' };

const isPreflight = (event: APIGatewayProxyEvent): boolean =>
  event.httpMethod === 'OPTIONS' && headerOf(event, 'access-control-request-method') !== undefined;

/** Cross-origin requests: which headers a page's origin gets, and whether this is its preflight. https://fetch.spec.whatwg.org/#http-cors-protocol */
export const cors = (origins: readonly string[]) => {
  const allowed = (event: APIGatewayProxyEvent): string | undefined => {
    const origin = headerOf(event, 'origin');
    return origins.find((known) => known === origin);
  };
  return {
    /** Of any reply: a cache must not give one origin's to another. */
    headers(event: APIGatewayProxyEvent): Headers {
      const origin = allowed(event);
      return {
        ...(origins.length > 0 && { Vary: 'Origin' }),
        ...(origin !== undefined && { 'Access-Control-Allow-Origin': origin, ...exposed }),
      };
    },
    /** Of the reply to a preflight of an origin that is allowed; undefined of anything else. */
    preflight: (event: APIGatewayProxyEvent): Headers | undefined =>
      isPreflight(event) && allowed(event) !== undefined ? may : undefined,
  };
};
