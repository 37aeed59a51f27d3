import type { Observer } from '../observability/observer.ts';
import { type NewJob, newJob } from './job.ts';
import type { JobStore } from './job-store.ts';
import { acquire } from './lock.ts';
import type { LockStore } from './lock-store.ts';
import { type Publisher, publishOutbox } from './outbox.ts';

export type SubmitDeps = {
  readonly jobs: JobStore;
  readonly locks: LockStore;
  readonly publish: Publisher;
  readonly observer: Observer;
  readonly retentionDays: number;
  readonly now: () => Date;
  /** Of the trace in which this is done; without it a job has none. */
  readonly traceHeader?: () => string | undefined;
};

export type Submission = Omit<NewJob, 'retentionDays'> & {
  /** Done once it is certain that this job is to run, before it is created; may be repeated. */
  readonly prepare?: () => Promise<unknown>;
};

/**
 * Creates a job, once, and publishes that it was requested. May be repeated with the same `jobId` at any time. Returns the id
 * of the job that came of it: another's, if that one holds the lock.
 */
export const submit = async ({ prepare, ...asked }: Submission, deps: SubmitDeps): Promise<string> => {
  const { jobId, lock } = asked;
  const holder = lock === undefined ? jobId : await acquire(lock, jobId, deps);
  if (holder !== jobId) {
    deps.observer.log('SCAN_JOINED', { jobId: holder, cause: asked.cause });
    return holder;
  }
  // A job that is there has taken what was prepared, or has ended and has it archived: what came again nobody would take.
  if (prepare && !(await deps.jobs.get(jobId))) await prepare();
  const traceHeader = deps.traceHeader?.();
  const { retentionDays } = deps;
  const job = newJob({ ...asked, ...(traceHeader && { traceHeader }), retentionDays }, deps.now().toISOString());
  const isNew = await deps.jobs.create(job);
  if (isNew) deps.observer.submitted(job);
  const current = isNew ? job : await deps.jobs.get(jobId);
  if (current) await publishOutbox(current, deps.jobs, deps.publish);
  return jobId;
};
