import type { JobListing } from '#schemas/api/job-view.ts';
import { inputName } from '../pipeline/input-name.ts';
import type { IndexedJob } from '../pipeline/job-index.ts';

/** A job as a list shows it. */
export const jobListingOf = (job: IndexedJob): JobListing => ({
  jobId: job.jobId,
  kind: job.kind,
  status: job.status,
  stage: job.stage,
  owner: job.owner,
  correlationId: job.correlationId,
  input: inputName(job),
  submittedAt: job.submittedAt,
  updatedAt: job.updatedAt,
  ...(job.endedAt !== undefined && { endedAt: job.endedAt }),
  ...(job.error && { error: job.error }),
});
