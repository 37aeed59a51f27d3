import type { JobStore } from '../../pipeline/job-store.ts';
import type { OperationHandler } from '../api.ts';
import { mainArtifact } from '../main-artifact.ts';
import { ownJob } from '../own-job.ts';

export type GetJobDeps = {
  readonly jobs: JobStore;
  /** Signs a GET for a key of the output bucket, valid for 24 hours or until the signer's session ends. */
  readonly sign: (key: string) => Promise<string>;
};

/** One read of the job, whatever it holds. */
export const getJobStatus =
  ({ jobs, sign }: GetJobDeps): OperationHandler<'getJobStatus'> =>
  async ({ caller, path: { jobId } }) => {
    const job = await ownJob(jobs, caller, jobId);
    const { status, error } = job;
    const artifact = status === 'Succeeded' ? mainArtifact(job) : undefined;
    return {
      jobId,
      status,
      ...(artifact && { downloadUrl: await sign(artifact.key) }),
      ...(error && { errorMessage: `${error.message} ${error.hint}` }),
    };
  };
