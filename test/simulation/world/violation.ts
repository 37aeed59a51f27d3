/** A promise that was broken. `about` are the job, key or message to look for in the trace. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly promise: string;
  readonly about: readonly string[];

  constructor(promise: string, detail: string, about: readonly string[]) {
    super(`${promise}: ${detail}`);
    this.promise = promise;
    this.about = about;
  }
}
