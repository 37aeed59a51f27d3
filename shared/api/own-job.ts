import type { Job } from '#schemas/job.ts';
import type { JobStore } from '../pipeline/job-store.ts';
import { ApiProblem } from './api-problem.ts';
import type { Caller } from './caller.ts';

/** The job if the caller may see it. Throws NO_SUCH_JOB, the same for somebody else's as for none at all. */
export const ownJob = async (jobs: JobStore, { principal, isAdmin }: Caller, jobId: string): Promise<Job> => {
  const job = await jobs.get(jobId);
  if (job && (isAdmin || job.owner === principal)) return job;
  throw new ApiProblem('NO_SUCH_JOB', `There is no job ${jobId} of yours. GET /v1/jobs lists those that are.`);
};
