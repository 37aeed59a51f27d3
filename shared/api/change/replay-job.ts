import type { ProblemCode } from '#schemas/api/problem.ts';
import type { ReplayDeps, Replayed } from '../../pipeline/replay/outcome.ts';
import { replay } from '../../pipeline/replay.ts';
import { acceptedOf } from '../accepted.ts';
import type { OperationHandler } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { type IdempotencyDeps, oncePerKey, type Started } from '../idempotency.ts';
import { ownJob } from '../own-job.ts';

type Refused = Exclude<Replayed['outcome'], 'accepted'>;

const refusals: Readonly<Record<Refused, ProblemCode>> = {
  unknown: 'NO_SUCH_JOB',
  'unknown-stage': 'INVALID_REQUEST',
  'not-ended': 'JOB_NOT_ENDED',
  gone: 'INPUT_GONE',
};

const startedBy = (replayed: Replayed, newJobId: string): Started => {
  const { outcome } = replayed;
  if (outcome === 'accepted') return { jobId: replayed.jobId, isNew: replayed.jobId === newJobId };
  const reason = 'reason' in replayed ? replayed.reason : 'There is nothing to replay.';
  throw new ApiProblem(refusals[outcome], reason);
};

/**
 * Runs a job that has ended again, from a stage on: itself where it stopped, or a new one. Throws NO_SUCH_JOB, for another's as for
 * none, JOB_NOT_ENDED, INPUT_GONE and IDEMPOTENCY_KEY_REUSED.
 */
export const replayJob =
  (deps: ReplayDeps & IdempotencyDeps): OperationHandler<'replayJob'> =>
  async ({ path: { jobId }, query: { from }, headers, caller, correlationId }) => {
    const { kind } = await ownJob(deps.jobs, caller, jobId);
    const by = caller.principal;
    const request = { principal: by, operation: 'replayJob', key: headers['idempotency-key'], said: { jobId, from } };
    const start = async (newJobId: string) =>
      startedBy(await replay(jobId, { newJobId, by, correlationId, ...(from && { from }) }, deps), newJobId);
    return acceptedOf(await oncePerKey(request, start, deps), kind, { caller, correlationId }, deps.jobs);
  };
