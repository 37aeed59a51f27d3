export type Service = 's3' | 'sqs' | 'sns' | 'dynamodb' | 'events' | 'ssm';

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

/**
 * Decides, for each request made for a function (each attempt of the SDK is one), whether and how it fails. Its poller's
 * ReceiveMessage and DeleteMessageBatch are among them; there is no process to kill behind those. `functionName` is the name in
 * serverless.yml.
 */
export type Faults = {
  readonly onRequest?: (
    service: Service,
    operation: string,
    functionName: string | undefined,
    body: string,
  ) => Fault | undefined;
};
