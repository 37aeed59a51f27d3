/**
 * What API Gateway answers by itself, as problem details (RFC 9457) with the codes that the function's own have.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
import { problems } from '../schemas/api/problem.ts';

/** The gateway's own words: a JSON string, quotes and all. */
const itsWords = '$context.error.messageString';

const signed = {
  iam: {
    scheme: 'AWS4-HMAC-SHA256',
    hint: 'Sign the request: AWS Signature Version 4, service execute-api.',
  },
  cognito: {
    scheme: 'Bearer',
    hint: 'Send a token of the user pool: Authorization: Bearer <token>.',
  },
};

/** A row a response type: its code, and its detail as JSON. */
const rows = ({ scheme, hint }) => {
  const unknown = { code: 'UNAUTHENTICATED', headers: { 'WWW-Authenticate': scheme } };
  const unavailable = { code: 'UNAVAILABLE', detail: '"It took too long or broke down. Try again."' };
  const broken = { code: 'INTERNAL', detail: '"The service is not set up as it must be."' };
  return {
    DEFAULT_4XX: { ...unknown, detail: itsWords }, // an access key that does not exist is of no type of its own
    MISSING_AUTHENTICATION_TOKEN: { ...unknown, detail: JSON.stringify(hint) },
    UNAUTHORIZED: { ...unknown, detail: JSON.stringify(hint) },
    INVALID_SIGNATURE: { ...unknown, detail: '"The signature is not of this request, by this key, at this time."' },
    EXPIRED_TOKEN: { ...unknown, detail: '"The session has expired. Get new credentials."' },
    ACCESS_DENIED: { code: 'FORBIDDEN', detail: '"No policy of the caller allows execute-api:Invoke of this method."' },
    WAF_FILTERED: { code: 'FORBIDDEN', detail: '"The firewall took the request for an attack."' },
    BAD_REQUEST_BODY: { code: 'INVALID_REQUEST', detail: '"$context.error.validationErrorString"' },
    BAD_REQUEST_PARAMETERS: { code: 'INVALID_REQUEST', detail: itsWords },
    RESOURCE_NOT_FOUND: { code: 'NOT_FOUND', detail: '"There is no such path."' },
    REQUEST_TOO_LARGE: {
      code: 'PAYLOAD_TOO_LARGE',
      detail: '"A request takes 4 MB of files. POST /v1/uploads takes files of 50 MB each."',
    },
    UNSUPPORTED_MEDIA_TYPE: { code: 'UNSUPPORTED_MEDIA_TYPE', detail: itsWords },
    THROTTLED: {
      code: 'TOO_MANY_REQUESTS',
      detail: '"More requests than this stage takes at once. Try again in a second."',
      headers: { 'Retry-After': '1' },
    },
    INTEGRATION_TIMEOUT: unavailable,
    INTEGRATION_FAILURE: unavailable,
    API_CONFIGURATION_ERROR: broken,
    DEFAULT_5XX: broken,
  };
};

/** The template is no VTL: variables are filled in, and nothing else happens. */
const body = (code, detail) => {
  const { title, status } = problems[code];
  const fields = { type: 'about:blank', title, status, code, correlationId: '$context.requestId' };
  return JSON.stringify(fields).replace(/}$/, `,"detail":${detail}}`);
};

const headerParameters = (headers) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      `gatewayresponse.header.${name}`,
      value.startsWith('context.') ? value : `'${value}'`,
    ]),
  );

/** A gateway response can't choose among origins: with several, a page sees that a request failed, but not why. */
const corsHeaders = (origins) =>
  origins.length === 1 ? { 'Access-Control-Allow-Origin': origins[0], Vary: 'Origin' } : {};

/** `x-amazon-apigateway-gateway-responses` of an API with this authentication, whose pages are of these origins. */
export const gatewayResponses = (auth, origins) =>
  Object.fromEntries(
    Object.entries(rows(signed[auth])).map(([type, { code, detail, headers }]) => [
      type,
      {
        statusCode: String(problems[code].status),
        responseParameters: headerParameters({
          'Content-Type': 'application/problem+json',
          'X-Correlation-Id': 'context.requestId',
          ...headers,
          ...corsHeaders(origins),
        }),
        // The template of this type is taken whatever is asked for; the header above says what it makes.
        responseTemplates: { 'application/json': body(code, detail) },
      },
    ]),
  );
