import type { ClientSettings, ScanContext } from './source.ts';

/** The part of an SDK client that counting needs. https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/introduction/#middleware-stack */
type Countable = {
  readonly middlewareStack: {
    add(
      middleware: <Next extends (args: never) => unknown>(next: Next) => Next,
      options: { readonly step: 'finalizeRequest'; readonly name: string; readonly priority: 'low' },
    ): void;
  };
};

/**
 * Patient with a service that throttles, impatient with one that hangs. Adaptive: each client slows down by itself.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
const patience = {
  retryMode: 'adaptive',
  maxAttempts: 8,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const;

export type PatientSettings = ClientSettings & typeof patience;

/** Whoever answered is no AWS service: an emulator that lacks the operation, a proxy. To ask again is no use. */
export class UnknownOperationError extends Error {
  override readonly name = 'UnknownOperationError';
}

/** AWS's APIs answer in XML, JSON or CBOR; a gateway before them may answer 502 to 504 in HTML. */
const isForeign = (error: unknown): boolean => {
  const { statusCode, headers = {} } = (error as Answered | undefined)?.$response ?? {};
  return /^text\/html/i.test(headers['content-type'] ?? '') && [404, 405, 500, 501].includes(statusCode ?? 0);
};

type Answered = {
  readonly $response?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>> };
};

/** A client of a scan: in the cell's region or another, counting every attempt, retries too. */
export const scanClient = <Client extends Countable>(
  make: new (settings: PatientSettings) => Client,
  { clientSettings, meter }: ScanContext,
  region?: string,
): Client => {
  const client = new make({ ...clientSettings(region), ...patience });
  const counted = <Next extends (args: never) => unknown>(next: Next): Next =>
    (async (args: never) => {
      meter.call();
      try {
        return await next(args);
      } catch (error) {
        throw isForeign(error) ? new UnknownOperationError('The endpoint does not know the operation') : error;
      }
    }) as unknown as Next;
  // After the retry middleware, which has priority `high` in the same step: so each attempt passes here.
  client.middlewareStack.add(counted, { step: 'finalizeRequest', name: 'meter', priority: 'low' });
  return client;
};
