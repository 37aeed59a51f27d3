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

/** A client of a scan: in the cell's region or another, counting every attempt, retries too. */
export const scanClient = <Client extends Countable>(
  make: new (settings: PatientSettings) => Client,
  { clientSettings, meter }: ScanContext,
  region?: string,
): Client => {
  const client = new make({ ...clientSettings(region), ...patience });
  const counted = <Next extends (args: never) => unknown>(next: Next): Next =>
    ((args: never) => {
      meter.call();
      return next(args);
    }) as Next;
  // After the retry middleware, which has priority `high` in the same step: so each attempt passes here.
  client.middlewareStack.add(counted, { step: 'finalizeRequest', name: 'meter', priority: 'low' });
  return client;
};
