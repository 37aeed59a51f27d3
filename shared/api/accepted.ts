import type { Accepted } from '#schemas/api/submission.ts';
import type { JobKind } from '#schemas/names.ts';
import type { JobStore } from '../pipeline/job-store.ts';
import type { Caller } from './caller.ts';
import type { Started } from './idempotency.ts';

/**
 * The reply to a request that a job came of. The correlation id is what all that comes of the job is logged under: of an earlier
 * request's job that request's, unless it is somebody else's job, of which nobody is told more than its id.
 */
export const acceptedOf = async (
  { jobId, isNew }: Started,
  kind: JobKind,
  { caller, correlationId }: { readonly caller: Caller; readonly correlationId: string },
  jobs: Pick<JobStore, 'get'>,
): Promise<Accepted> => {
  const job = isNew ? undefined : await jobs.get(jobId);
  const isTheirs = job?.owner === caller.principal;
  return { jobId, kind, isNew, correlationId: isTheirs ? job.correlationId : correlationId };
};
