/** Why one file, or one part of it, gave nothing: the drop goes on without it. Messages never quote the file's content. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
  /** `passed-over`: it was never meant for us. `failed`: it was, and something is wrong with it. */
  readonly outcome: 'passed-over' | 'failed';
  /** 1-based. */
  readonly line: number | undefined;

  constructor(outcome: 'passed-over' | 'failed', reason: string, line?: number) {
    super(reason);
    this.outcome = outcome;
    this.line = line;
  }
}

/** The 1-based line and column of an offset into a text. */
export const positionAt = (text: string, offset: number): { readonly line: number; readonly column: number } => {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
};
