export type Service = 's3' | 'sqs' | 'sns' | 'dynamodb' | 'events';

/**
 * What becomes of a request:
 * - `fail`: the service answers with an internal failure (500), and has done nothing
 * - `throttle`: the service says it is throttled, and has done nothing
 * - `drop`: the connection is reset, and the service has done nothing
 * - `partial`: PutEvents only: the last entry fails, the others are put
 * - `kill-before`: the caller's process dies before the service sees the request
 * - `kill-after`: the caller's process dies when the service has done what it was asked, before the reply arrives
 */
export type Fault = 'fail' | 'throttle' | 'drop' | 'partial' | 'kill-before' | 'kill-after';

/** Decides, for each request a function makes (each attempt of the SDK is one), whether and how it fails. */
export type Faults = {
  readonly onRequest?: (
    service: Service,
    operation: string,
    functionName: string | undefined,
    body: string,
  ) => Fault | undefined;
};
