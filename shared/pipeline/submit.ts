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
};

export type Submission = Omit<NewJob, 'correlationId' | 'retentionDays'> & {
  /** Of jobs that run one at a time: who asks while one runs gets that one. */
  readonly lock?: string;
  /** Done once it is certain that this job is to run, before it is created; may be repeated. */
  readonly prepare?: () => Promise<unknown>;
};

/** Creates a job, once, and publishes that it was requested. May be repeated with the same `jobId` at any time. */
export const submit = async ({ lock, prepare, ...asked }: Submission, deps: SubmitDeps): Promise<void> => {
  const { jobId } = asked;
  const holder = lock === undefined ? jobId : await acquire(lock, jobId, deps);
  if (holder !== jobId) return deps.observer.log('SCAN_JOINED', { jobId: holder, cause: asked.cause });
  await prepare?.();
  const job = newJob({ ...asked, correlationId: jobId, retentionDays: deps.retentionDays }, deps.now().toISOString());
  const isNew = await deps.jobs.create(job);
  if (isNew) deps.observer.submitted(job);
  const current = isNew ? job : await deps.jobs.get(jobId);
  if (current) await publishOutbox(current, deps.jobs, deps.publish);
};
