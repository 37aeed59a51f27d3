import { createHash } from 'node:crypto';
import { type Asked, queryError, type Reply, s3Error } from '#jobs/inventory/testing/stub-aws.ts';
import type { Fault } from './proxy.ts';

type Refusal = readonly [code: string, status: number];

/** What each service calls it. */
const words = {
  denied: {
    ec2: ['UnauthorizedOperation', 403],
    s3: ['AccessDenied', 403],
    rds: ['AccessDenied', 403],
    sts: ['AccessDenied', 403],
    json: ['AccessDeniedException', 403],
  },
  throttled: {
    ec2: ['RequestLimitExceeded', 503],
    s3: ['SlowDown', 503],
    rds: ['Throttling', 400],
    sts: ['Throttling', 400],
    json: ['TooManyRequestsException', 429],
  },
  /** A region that was not opted into: its services do not know the account. */
  disabled: {
    ec2: ['AuthFailure', 401],
    s3: ['InvalidAccessKeyId', 403],
    rds: ['InvalidClientTokenId', 403],
    sts: ['InvalidClientTokenId', 403],
    json: ['UnrecognizedClientException', 403],
  },
  /** Signed at another time than it is there. */
  skewed: {
    ec2: ['RequestExpired', 400],
    s3: ['RequestTimeTooSkewed', 403],
    rds: ['SignatureDoesNotMatch', 403],
    sts: ['SignatureDoesNotMatch', 403],
    json: ['InvalidSignatureException', 403],
  },
} as const satisfies Record<string, Record<'ec2' | 's3' | 'rds' | 'sts' | 'json', Refusal>>;

export const jsonError = (code: string, status: number): Reply => ({
  status,
  headers: { 'x-amzn-errortype': code },
  body: JSON.stringify({ message: 'no' }),
});

/** Says no as the service does that was asked. */
export const refuse = (how: keyof typeof words, { service }: Asked): Reply => {
  const of = words[how];
  const isQuery = service === 'ec2' || service === 'rds' || service === 'sts';
  const [code, status] = service === 's3' || isQuery ? of[service] : of.json;
  if (service === 's3') return s3Error(code, status);
  return isQuery ? queryError(code, status) : jsonError(code, status);
};

/** Throttles a share of all attempts: always the same ones, whatever the order they come in. */
export const throttling =
  (share: number): Fault =>
  (asked) => {
    const attempt = asked.headers['amz-sdk-request'] ?? '';
    const hash = createHash('sha256').update(`${asked.region} ${asked.url} ${asked.body} ${attempt}`).digest();
    return hash.readUInt32BE() / 2 ** 32 < share ? refuse('throttled', asked) : undefined;
  };

const timeOf = (amzDate: string): number =>
  Date.parse(amzDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** AWS whose clock is that far from this machine's; it takes what was signed within five minutes of it. */
export const skewed =
  (ms: number): Fault =>
  (asked) => {
    const now = Date.now() + ms;
    if (Math.abs(timeOf(String(asked.headers['x-amz-date'])) - now) < 300_000) return undefined;
    const no = refuse('skewed', asked);
    return { ...no, headers: { ...no.headers, date: new Date(now).toUTCString() } };
  };
