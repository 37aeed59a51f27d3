import type { LogLine } from './line.ts';

export type Wanted = {
  /** Lines of before are left out, in Unix milliseconds. */
  readonly since: number;
  /** Whether to wait for more, until the signal aborts. */
  readonly follow: boolean;
  /** Only lines about this job, or with this correlation id. */
  readonly about?: string;
  readonly signal: AbortSignal;
};

/** Where lines come from, in the order of their times as far as that is known. */
export type Source = (wanted: Wanted) => AsyncIterable<LogLine>;
