import type { HistoryEntry, Job, JobStatus, StageName } from '#schemas/job.ts';
import { isScattered } from './scatter.ts';

/** The job's state machine. `Failed` is left only by a redriven message, and only if the error is recoverable. */
export const transitions: Readonly<Record<JobStatus, readonly JobStatus[]>> = {
  Pending: ['Running', 'Failed'],
  Running: ['Running', 'Succeeded', 'Failed'],
  Succeeded: [],
  Failed: ['Running'],
};

export const isTerminal = (status: JobStatus): boolean => status === 'Succeeded' || status === 'Failed';

/** The code of a job that somebody called off. */
export const cancelledCode = 'CANCELLED';

/** Whether it was somebody's will that the job failed, and no fault. */
export const isCancelled = ({ error }: Pick<Job, 'error'>): boolean => error?.code === cancelledCode;

/** The job with its next status. Throws if the state machine has no such arrow: a bug, never a retry. */
export const become = (job: Job, status: JobStatus): Job => {
  const allowed =
    transitions[job.status].includes(status) && (job.status !== 'Failed' || job.error?.recoverable === true);
  if (!allowed) throw new Error(`Job ${job.jobId} cannot go from ${job.status} to ${status}`);
  return { ...job, status };
};

/** The stages that carry a job to its end, in their order; the others follow once it has ended. */
export const line: readonly StageName[] = ['intake', 'collector', 'generator', 'validator'];

export const isOnLine = (stage: StageName): boolean => line.includes(stage);

const isDone = ({ outcome }: HistoryEntry): boolean => outcome === 'succeeded' || outcome === 'inherited';

/** The stage on the line that stands on what this one left, and the one that this one stands on. */
export const stageAfter = (stage: StageName): StageName | undefined =>
  isOnLine(stage) ? line[line.indexOf(stage) + 1] : undefined;
export const stageBefore = (stage: StageName): StageName | undefined => line[line.indexOf(stage) - 1];

/** The stage whose turn it is: the one at work, also in parts, or the one after the furthest that is done. */
export const awaited = (job: Job): StageName => {
  if (isScattered(job)) return job.stage;
  const done = job.history.some((entry) => entry.stage === job.stage && isDone(entry));
  return (done ? stageAfter(job.stage) : undefined) ?? job.stage;
};
