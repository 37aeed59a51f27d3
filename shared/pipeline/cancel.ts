import type { Job, JobError } from '#schemas/job.ts';
import type { Observer } from '../observability/observer.ts';
import { cancelled } from './job.ts';
import type { JobStore } from './job-store.ts';
import { type Publisher, publishOutbox } from './outbox.ts';
import { awaited, cancelledCode, isCancelled, isTerminal } from './state-machine.ts';

export type CancelDeps = {
  readonly jobs: JobStore;
  readonly publish: Publisher;
  readonly observer: Observer;
  readonly now: () => Date;
};

/** What came of it. `ended`: the job had come to its end before, by itself. */
export type Cancelled =
  | { readonly outcome: 'cancelled'; readonly job: Job }
  | { readonly outcome: 'ended'; readonly job: Job }
  | { readonly outcome: 'unknown' };

/**
 * Ends a job that has not ended, as `Failed` with the code CANCELLED, in one write with the event that says so. A worker that is at
 * it loses its claim: it may finish, and nothing comes of it. To cancel a job again is the same as to cancel it once.
 * @param by who asked, for people to read
 */
export const cancel = async (jobId: string, by: string, deps: CancelDeps): Promise<Cancelled> => {
  const found = await deps.jobs.get(jobId);
  if (!found) return { outcome: 'unknown' };
  let isMine = false;
  const job = await deps.jobs.modify(
    jobId,
    (current) => {
      isMine = !isTerminal(current.status);
      return isMine ? cancelled(current, cancelledBy(by, current), deps.now().toISOString()) : undefined;
    },
    found,
  );
  const { correlationId, stage } = job;
  if (isMine) deps.observer.log('JOB_CANCELLED', { jobId, correlationId, stage, by });
  // Whoever cancelled it before may have died before this.
  const told = await publishOutbox(job, deps.jobs, deps.publish);
  return { outcome: isCancelled(told) ? 'cancelled' : 'ended', job: told };
};

const cancelledBy = (by: string, job: Job): JobError => {
  const stage = awaited(job);
  return {
    code: cancelledCode,
    message: `Cancelled by ${by} before the ${stage} was done.`,
    hint: 'Replay the job to have it done after all; its inputs are in the archive.',
    stage,
    recoverable: false,
  };
};
