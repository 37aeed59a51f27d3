import { validateHeaderName, validateHeaderValue } from 'node:http';
import * as z from 'zod';
import type { Invocation } from '../lambda/invocation.ts';
import { badGateway } from './gateway-error.ts';
import { isBinary } from './proxy-event.ts';
import { type ApiRequest, header, mediaType } from './request.ts';

/** What the caller gets; a header may have several values. */
export type ApiReply = {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
};

const headerValue = z.union([z.string(), z.boolean(), z.number()]).transform(String);

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format */
const proxyReply = z.strictObject({
  statusCode: z.coerce.number().int().min(200).max(599).default(200),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** What Lambda hands back at most, in bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maximumReplyBytes = 6_291_556;

/** Headers the gateway sets itself. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
const remapped = new Set(['connection', 'content-length', 'date', 'server', 'www-authenticate']);

const headerOf = (name: string, value: string): readonly (readonly [string, string])[] => {
  validateHeaderName(name);
  validateHeaderValue(name, value);
  if (name.toLowerCase() === 'transfer-encoding') return [];
  return [[remapped.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, value]];
};

const headersOf = ({ headers, multiValueHeaders }: z.infer<typeof proxyReply>): ApiReply['headers'] => {
  const multiple = Object.entries(multiValueHeaders ?? {});
  const names = new Set(multiple.map(([name]) => name.toLowerCase()));
  const single = Object.entries(headers ?? {}).filter(([name]) => !names.has(name.toLowerCase()));
  const all = [
    ...single.flatMap(([name, value]) => headerOf(name, value)),
    ...multiple.flatMap(([name, values]) => values.flatMap((value) => headerOf(name, value))),
  ];
  const typed = all.some(([name]) => name.toLowerCase() === 'content-type');
  return typed ? all : [['Content-Type', 'application/json'], ...all];
};

/** A body in Base64 becomes bytes only for a caller whose first accepted type is binary. */
const bodyOf = (
  reply: z.infer<typeof proxyReply>,
  request: ApiRequest,
  binaryMediaTypes: readonly string[],
): Buffer => {
  const accepted = mediaType(header(request, 'accept') ?? 'application/json');
  const decode = reply.isBase64Encoded === true && isBinary(accepted, binaryMediaTypes);
  return Buffer.from(reply.body ?? '', decode ? 'base64' : 'utf8');
};

/**
 * The answer that a function gave. Throws a `GatewayError` (502) for a function that failed, and for an answer that is
 * malformed, too large, or has a header that would become more than one.
 */
export const replyOf = (invocation: Invocation, request: ApiRequest, binaryMediaTypes: readonly string[]): ApiReply => {
  if (invocation.outcome !== 'success') throw badGateway();
  if (Buffer.byteLength(JSON.stringify(invocation.payload)) > maximumReplyBytes) throw badGateway();
  const parsed = proxyReply.safeParse(invocation.payload);
  if (!parsed.success) throw badGateway();
  try {
    return {
      status: parsed.data.statusCode,
      headers: headersOf(parsed.data),
      body: bodyOf(parsed.data, request, binaryMediaTypes),
    };
  } catch {
    throw badGateway();
  }
};
