import { type ApiRequest, header, mediaType } from './request.ts';
import type { RequestContext, Stage } from './request-context.ts';

type Pairs = ApiRequest['query'];

/** Headers that end at the gateway. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
const endHere = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
]);

/** Headers that the gateway sets or adds to. */
const setHere = /^x-(forwarded-(for|port|proto)|amzn-trace-id)$/i;

/** All values of each name, under the spelling that came first. */
const grouped = (pairs: Pairs, sameName: (name: string) => string): readonly (readonly [string, string[]])[] => {
  const groups = new Map<string, readonly [string, string[]]>();
  for (const [name, value] of pairs) {
    const known = groups.get(sameName(name));
    if (known === undefined) groups.set(sameName(name), [name, [value]]);
    else known[1].push(value);
  }
  return [...groups.values()];
};

const lastOf = (groups: ReturnType<typeof grouped>) =>
  Object.fromEntries(groups.map(([name, values]) => [name, values.at(-1) ?? '']));

const orNull = <Value>(groups: readonly unknown[], make: () => Value): Value | null =>
  groups.length === 0 ? null : make();

const forwarded = (request: ApiRequest): Pairs => {
  const port = /:(\d+)$/.exec(header(request, 'host') ?? '')?.[1] ?? '80';
  const own = request.headers.filter(([name]) => !endHere.has(name.toLowerCase()));
  return [
    ...own.filter(([name]) => !setHere.test(name)),
    ['X-Amzn-Trace-Id', header(request, 'x-amzn-trace-id') ?? `Root=1-${traceOf(request)}`],
    ['X-Forwarded-For', [header(request, 'x-forwarded-for'), request.sourceIp].filter(Boolean).join(', ')],
    ['X-Forwarded-Port', port],
    ['X-Forwarded-Proto', 'http'],
  ];
};

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html: the time in hexadecimal seconds, 96 random bits. */
export const traceOf = ({ id, receivedAt }: ApiRequest): string =>
  `${Math.floor(receivedAt.getTime() / 1000).toString(16)}-${id.replaceAll('-', '').slice(0, 24)}`;

/** Whether a media type is among the binary ones; a wildcard stands for all of them and for nothing less. */
export const isBinary = (type: string, binaryMediaTypes: readonly string[]): boolean =>
  binaryMediaTypes.includes('*/*') || binaryMediaTypes.includes(type);

const bodyOf = (request: ApiRequest, binaryMediaTypes: readonly string[]) => {
  if (request.body.length === 0) return { body: null, isBase64Encoded: false };
  const isBase64Encoded = isBinary(mediaType(header(request, 'content-type') ?? 'application/json'), binaryMediaTypes);
  return { body: request.body.toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded };
};

/**
 * The event of a Lambda proxy integration, payload format 1.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export const proxyEvent = (
  request: ApiRequest,
  context: RequestContext,
  parameters: Readonly<Record<string, string>>,
  stage: Stage,
  binaryMediaTypes: readonly string[],
) => {
  const headers = grouped(forwarded(request), (name) => name.toLowerCase());
  const query = grouped(request.query, (name) => name);
  return {
    resource: context.resourcePath,
    path: request.path,
    httpMethod: request.method,
    headers: lastOf(headers),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: orNull(query, () => lastOf(query)),
    multiValueQueryStringParameters: orNull(query, () => Object.fromEntries(query)),
    pathParameters: orNull(Object.keys(parameters), () => parameters),
    stageVariables: orNull(Object.keys(stage.variables), () => stage.variables),
    requestContext: context,
    ...bodyOf(request, binaryMediaTypes),
  };
};
