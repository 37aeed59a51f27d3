import { durationMs, timeline } from '../../pipeline/timeline.ts';
import type { OperationHandler } from '../api.ts';
import { findingsOf } from '../findings-of.ts';
import { jobListingOf } from '../job-listing.ts';
import { ownJob } from '../own-job.ts';
import type { GetJobDeps } from './get-job-status.ts';

/** The whole story of a job, with a link to each of its artifacts. */
export const getJob =
  ({ jobs, sign }: GetJobDeps): OperationHandler<'getJob'> =>
  async ({ caller, path: { jobId } }) => {
    const job = await ownJob(jobs, caller, jobId);
    const artifacts = job.output.artifacts.map(async ({ name, key, bytes, contentType, sha256 }) => ({
      name,
      bytes,
      contentType,
      sha256,
      url: await sign(key),
    }));
    return {
      ...jobListingOf(job),
      ...(job.replayOf !== undefined && { replayOf: job.replayOf }),
      durationMs: durationMs(job),
      artifacts: await Promise.all(artifacts),
      findings: findingsOf(job),
      summary: job.output.summary,
      timeline: [...timeline(job.history)],
      notifications: job.notifications.map(({ bodyKey: _bodyKey, cause: _cause, ...told }) => told),
    };
  };
