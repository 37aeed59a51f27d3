import type { Service } from './fault.ts';

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

type ErrorReply = (code: string, message: string, status: number) => Reply;

const json =
  (version: string): ErrorReply =>
  (code, message, status) => ({
    status,
    headers: { 'content-type': `application/x-amz-json-${version}` },
    body: JSON.stringify({ __type: code, message }),
  });

/** Keys may hold anything. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const s3Xml: ErrorReply = (code, message, status) => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`,
});

const snsXml: ErrorReply = (code, message, status) => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Type>Receiver</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error></ErrorResponse>`,
});

type Code = readonly [code: string, status: number];
type Errors = {
  readonly reply: ErrorReply;
  readonly failed: Code;
  readonly throttled: Code;
  readonly denied: Code;
};

/** How each service says that it failed, that it is throttled and that it is not allowed, in its own protocol and with its own names. */
const errors: Readonly<Record<Service, Errors>> = {
  s3: { reply: s3Xml, failed: ['InternalError', 500], throttled: ['SlowDown', 503], denied: ['AccessDenied', 403] },
  sqs: {
    reply: json('1.0'),
    failed: ['InternalFailure', 500],
    throttled: ['RequestThrottled', 400],
    denied: ['AccessDeniedException', 403],
  },
  sns: {
    reply: snsXml,
    failed: ['InternalError', 500],
    throttled: ['Throttling', 400],
    denied: ['AuthorizationError', 403],
  },
  dynamodb: {
    reply: json('1.0'),
    failed: ['InternalServerError', 500],
    throttled: ['ProvisionedThroughputExceededException', 400],
    denied: ['AccessDeniedException', 400],
  },
  events: {
    reply: json('1.1'),
    failed: ['InternalException', 500],
    throttled: ['ThrottlingException', 400],
    denied: ['AccessDeniedException', 400],
  },
  ssm: {
    reply: json('1.1'),
    failed: ['InternalServerError', 500],
    throttled: ['ThrottlingException', 400],
    denied: ['AccessDeniedException', 400],
  },
};

const replyOf = (service: Service, what: 'failed' | 'throttled' | 'denied', message: string): Reply => {
  const { reply, [what]: said } = errors[service];
  return reply(said[0], message, said[1]);
};

/** A 500 that the service's own SDK client understands, and tries again. */
export const failureReply = (service: Service): Reply => replyOf(service, 'failed', 'A fault of the test');

/** The service's answer to too many requests. */
export const throttleReply = (service: Service): Reply => replyOf(service, 'throttled', 'A fault of the test');

/** The service's answer to whoever may not do what they ask for. */
export const deniedReply = (service: Service, message: string): Reply => replyOf(service, 'denied', message);
