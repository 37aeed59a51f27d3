import type { Letter } from './letter.ts';

/** Which letters are meant: those that fit everything that is said. */
export type Wanted = {
  readonly ids?: ReadonlySet<string>;
  readonly reason?: string;
  readonly jobId?: string;
};

export const isWanted = ({ id, reason, jobId }: Letter, wanted: Wanted): boolean =>
  (wanted.ids === undefined || wanted.ids.has(id)) &&
  (wanted.reason === undefined || wanted.reason === reason) &&
  (wanted.jobId === undefined || wanted.jobId === jobId);
