import { type CancelDeps, type Cancelled, cancel } from '#shared/pipeline/cancel.ts';
import { CommandError } from '../command.ts';

/** Calls a job off. Throws a `CommandError` if there is none, or it had ended before by itself. */
export const cancelJob = async (jobId: string, by: string, deps: CancelDeps) => {
  const cancelled: Cancelled = await cancel(jobId, by, deps);
  if (cancelled.outcome === 'unknown') throw new CommandError(`There is no job ${jobId}.`);
  const { outcome, job } = cancelled;
  if (outcome === 'ended') throw new CommandError(`The job ${jobId} had ended before that: it is ${job.status}.`);
  return job;
};
