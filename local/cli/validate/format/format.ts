import type { Sink } from '../../terminal.ts';
import type { Result, Totals } from '../result.ts';

/** A way to tell results. Each is written as soon as it is known: of thousands of templates none is kept. */
export type Format = {
  begin(to: Sink): void;
  /** `result` has only the findings that are to be shown. */
  add(to: Sink, result: Result): void;
  end(to: Sink, totals: Totals): void;
};
