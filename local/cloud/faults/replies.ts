import type { Service } from './fault.ts';

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

type ErrorReply = (code: string, message: string, status: number) => Reply;

const json =
  (version: string): ErrorReply =>
  (code, message, status) => ({
    status,
    headers: { 'content-type': `application/x-amz-json-${version}` },
    body: JSON.stringify({ __type: code, message }),
  });

const s3Xml: ErrorReply = (code, message, status) => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

const snsXml: ErrorReply = (code, message, status) => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Type>Receiver</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

/** How each service says that it failed, and that it is throttled, in its own protocol and with its own names. */
const errors: Readonly<
  Record<Service, { reply: ErrorReply; failed: string; throttled: string; throttledStatus: number }>
> = {
  s3: { reply: s3Xml, failed: 'InternalError', throttled: 'SlowDown', throttledStatus: 503 },
  sqs: { reply: json('1.0'), failed: 'InternalFailure', throttled: 'RequestThrottled', throttledStatus: 400 },
  sns: { reply: snsXml, failed: 'InternalError', throttled: 'Throttling', throttledStatus: 400 },
  dynamodb: {
    reply: json('1.0'),
    failed: 'InternalServerError',
    throttled: 'ProvisionedThroughputExceededException',
    throttledStatus: 400,
  },
  events: { reply: json('1.1'), failed: 'InternalException', throttled: 'ThrottlingException', throttledStatus: 400 },
};

/** A 500 that the service's own SDK client understands, and tries again. */
export const failureReply = (service: Service): Reply =>
  errors[service].reply(errors[service].failed, 'A fault of the test', 500);

/** The service's answer to too many requests. */
export const throttleReply = (service: Service): Reply => {
  const { reply, throttled, throttledStatus } = errors[service];
  return reply(throttled, 'A fault of the test', throttledStatus);
};
