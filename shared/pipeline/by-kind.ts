import type { Job, JobKind } from '#schemas/job.ts';
import { PermanentError } from './errors.ts';

/** What each kind of job does at one stage. */
export type ByKind<Value> = Partial<Readonly<Record<JobKind, Value>>>;

/** The value for the job's kind. Throws a PermanentError for a kind that this stage does not serve. */
export const ofKind = <Value>(kinds: ByKind<Value>, job: Job): Value => {
  const value = kinds[job.kind];
  if (value !== undefined) return value;
  throw new PermanentError(
    'UNSUPPORTED_KIND',
    `Jobs of kind ${job.kind} are not served here`,
    'Deploy a version that serves them.',
  );
};
