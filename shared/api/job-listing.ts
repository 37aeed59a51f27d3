import type { JobListing } from '#schemas/api/job-view.ts';
import { dropOf } from '../pipeline/drop.ts';
import type { IndexedJob } from '../pipeline/job-index.ts';

/** What a person calls what the job was made from: the folder, the upload, or that it came with the request. */
const inputName = (prefix: string): string => {
  const [, upload] = /^uploads\/[^/]+\/([^/]+)\/$/.exec(prefix) ?? [];
  return dropOf(prefix)?.folder ?? upload ?? (prefix.startsWith('requests/') ? 'request' : prefix);
};

/** A job as a list shows it. */
export const jobListingOf = (job: IndexedJob): JobListing => ({
  jobId: job.jobId,
  kind: job.kind,
  status: job.status,
  stage: job.stage,
  owner: job.owner,
  correlationId: job.correlationId,
  input: inputName(job.input.prefix),
  submittedAt: job.submittedAt,
  updatedAt: job.updatedAt,
  ...(job.endedAt !== undefined && { endedAt: job.endedAt }),
  ...(job.error && { error: job.error }),
});
