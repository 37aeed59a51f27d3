import { type CancelDeps, cancel } from '../../pipeline/cancel.ts';
import type { OperationHandler } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { ownJob } from '../own-job.ts';

/** Ends a job that has not ended. Throws NO_SUCH_JOB, for another's as for none, and JOB_ENDED. */
export const cancelJob =
  (deps: CancelDeps): OperationHandler<'cancelJob'> =>
  async ({ path: { jobId }, caller }) => {
    const { kind, correlationId } = await ownJob(deps.jobs, caller, jobId);
    const { outcome } = await cancel(jobId, caller.principal, deps);
    if (outcome !== 'cancelled') throw new ApiProblem('JOB_ENDED', `The job ${jobId} had ended before that.`);
    return { jobId, kind, correlationId, isNew: false };
  };
