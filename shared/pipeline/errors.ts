/**
 * What can never succeed, however often it is tried: the job is committed `Failed` with this code, message and hint.
 * Anything else that is thrown is transient and comes back after a backoff.
 */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly code: string;
  readonly hint: string;

  /** @param code SCREAMING_SNAKE_CASE, stable. @param message what happened and where. @param hint what to do next. */
  constructor(code: string, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/** Not now: come back after this many seconds, without counting it as a failure of the work itself. */
export class PostponedError extends Error {
  override readonly name = 'PostponedError';
  readonly seconds: number;

  constructor(message: string, seconds: number) {
    super(message);
    this.seconds = seconds;
  }
}
