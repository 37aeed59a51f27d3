/** What became of an invocation. A crash is the environment's end before an answer: it was killed, or it exited. */
export type Invocation =
  | { readonly outcome: 'success'; readonly payload: unknown }
  | {
      readonly outcome: 'error' | 'timeout' | 'crash';
      readonly errorType: string;
      readonly errorMessage: string;
    };
