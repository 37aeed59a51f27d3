import type { Job, JobError, JobStatus, StageName } from '#schemas/job.ts';
import type { Observer } from '../observability/observer.ts';
import type { Route } from './consumer.ts';
import { rescued, stalled } from './job.ts';
import type { JobStore } from './job-store.ts';
import { type Publisher, publishOutbox } from './outbox.ts';
import { isScattered, missingParts } from './scatter.ts';
import { awaited, isTerminal } from './state-machine.ts';

export type WatchdogDeps = {
  readonly jobs: JobStore;
  readonly publish: Publisher;
  readonly observer: Observer;
  readonly now: () => Date;
};

const minute = 60_000;

/** A live worker publishes at once: an outbox that is older was left behind. */
const outboxAgeMs = 1 * minute;

/** How far back ended jobs are searched for an outbox; jobs that have not ended are searched without limit. */
const endedWithinMs = 25 * 60 * minute;

/**
 * How long a job may wait for a stage without any progress: two visibility timeouts (of six function timeouts each) and
 * the backoff between, so that every redelivery SQS owes has had its chance.
 */
export const stallLimitMs: Readonly<Record<StageName, number>> = {
  intake: 30 * minute,
  collector: 65 * minute,
  generator: 65 * minute,
  validator: 125 * minute,
  notifier: 30 * minute,
  cleanup: 65 * minute,
};

/** The message that EventBridge Scheduler sends every five minutes. */
export const schedulerSource = 'dropforge.scheduler';

/** Looks for what rests unseen: outboxes that nobody published, and jobs that nothing moves any more. */
export const watchdog = (deps: WatchdogDeps): Route => ({
  source: schedulerSource,
  type: 'WatchdogDue',
  async handle() {
    const republished = await republishOutboxes(deps);
    const failedJobs = await failStalledJobs(deps);
    return { code: 'WATCHDOG_DONE', decision: 'completed', fields: { republished, failedJobs } };
  },
});

const republishOutboxes = async (deps: WatchdogDeps): Promise<number> => {
  let republished = 0;
  for (const status of ['Pending', 'Running', 'Succeeded', 'Failed'] as const) {
    for await (const { jobId } of deps.jobs.byStatus(status, outboxWindow(status, deps.now()), 'withOutbox')) {
      // The index may lag behind the table: only the item itself tells.
      const job = await deps.jobs.get(jobId);
      if (!job?.outbox) continue;
      await publishOutbox(job, deps.jobs, deps.publish);
      const { correlationId, stage } = job;
      deps.observer.warn('OUTBOX_REPUBLISHED', { jobId, correlationId, stage });
      republished++;
    }
  }
  return republished;
};

const outboxWindow = (status: JobStatus, now: Date) => ({
  from: isTerminal(status) ? ago(now, endedWithinMs) : epoch,
  to: ago(now, outboxAgeMs),
});

const failStalledJobs = async (deps: WatchdogDeps): Promise<number> => {
  let failedJobs = 0;
  const shortest = Math.min(...Object.values(stallLimitMs));
  for (const status of ['Pending', 'Running'] as const) {
    for await (const { jobId } of deps.jobs.byStatus(status, { from: epoch, to: ago(deps.now(), shortest) })) {
      const before = await deps.jobs.get(jobId);
      if (!before || !isStalled(before, deps.now())) continue;
      const now = deps.now().toISOString();
      const job = await deps.jobs.modify(jobId, (current) =>
        isStalled(current, deps.now())
          ? (givenUp(current, now) ?? stalled(current, stalledError(current), now))
          : undefined,
      );
      await publishOutbox(job, deps.jobs, deps.publish);
      const { correlationId } = job;
      if (job.status !== 'Failed') {
        deps.observer.warn('PARTS_GIVEN_UP', { jobId, correlationId, missing: missingParts(job).length });
      } else {
        deps.observer.warn('JOB_STALLED', { jobId, correlationId, stage: awaited(job) });
        failedJobs++;
      }
    }
  }
  return failedJobs;
};

/** Parts of a scattered stage that nobody has heard of are given up, once, so that the others are not lost with them. */
const givenUp = (job: Job, now: string): Job | undefined =>
  job.scatter && isScattered(job) && !job.scatter.rescuedAt ? rescued(job, job.scatter, now) : undefined;

const isStalled = (job: Job, now: Date): boolean =>
  !isTerminal(job.status) && job.updatedAt <= ago(now, stallLimitMs[awaited(job)]);

const stalledError = (job: Job): JobError => {
  const stage = awaited(job);
  return {
    code: 'STALLED',
    message: `The ${stage} made no progress for ${stallLimitMs[stage] / minute} minutes.`,
    hint: `Look for the job's message in the ${stage}'s queue and dead-letter queues and redrive it: the job goes on where it stopped.`,
    stage,
    recoverable: true,
  };
};

const epoch = new Date(0).toISOString();

const ago = (now: Date, ms: number): string => new Date(now.getTime() - ms).toISOString();
