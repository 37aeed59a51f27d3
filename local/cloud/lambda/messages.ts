/** What a worker is started with. */
export type WorkerData = {
  readonly file: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMB: number;
};

/** An invocation: the event as JSON, and the time (ms since 1970) at which it must have ended. */
export type ToWorker = { readonly id: string; readonly event: string; readonly deadline: number };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'unready'; readonly errorType: string; readonly errorMessage: string }
  | { readonly type: 'success'; readonly id: string; readonly payload: string }
  | { readonly type: 'error'; readonly id: string; readonly errorType: string; readonly errorMessage: string };
