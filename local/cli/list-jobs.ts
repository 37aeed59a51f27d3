import type { Job } from '#schemas/job.ts';
import { type JobStatus, jobStatuses } from '#schemas/names.ts';
import { inputName } from '#shared/pipeline/input-name.ts';
import type { JobListing, JobStore } from '#shared/pipeline/job-store.ts';
import { jobsTable } from './clients.ts';
import type { Arguments } from './command.ts';
import { jobDocument, printJson } from './document.ts';
import { numberOf } from './number-of.ts';
import { elapsed } from './progress.ts';
import { findPipeline } from './reach.ts';
import { columns } from './show.ts';
import { plain, type Surroundings } from './terminal.ts';

const always = { from: '0000', to: '9999' } as const;

/** The newest `limit` jobs of the statuses: the index is read whole, the records of those shown only. */
const newest = async (jobs: JobStore, statuses: readonly JobStatus[], limit: number): Promise<readonly Job[]> => {
  const listed: JobListing[] = [];
  for (const status of statuses) for await (const listing of jobs.byStatus(status, always)) listed.push(listing);
  const latest = listed.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)).slice(0, limit);
  const read = await Promise.all(latest.map(({ jobId }) => jobs.get(jobId)));
  return read.filter((job) => job !== undefined).sort((a, b) => (a.submittedAt < b.submittedAt ? 1 : -1));
};

const row = (job: Job): readonly string[] => [
  job.jobId,
  job.kind,
  job.status,
  job.stage,
  job.submittedAt,
  elapsed(jobDocument(job, [], []).durationMs),
  plain(inputName(job)),
  job.error?.code ?? '',
];

const heading = ['job', 'kind', 'status', 'stage', 'submitted', 'took', 'input', 'error'] as const;

export const listJobs = async (given: Arguments, { out, err, cwd }: Surroundings): Promise<number> => {
  const limit = numberOf('limit', given.text('limit') ?? '20', 1000);
  const pipeline = await findPipeline(given, cwd);
  const wanted = given.text('status');
  const statuses = jobStatuses.filter((status) => wanted === undefined || status === wanted);
  const jobs = await newest(await jobsTable(pipeline.reach, pipeline.table), statuses, limit);
  if (given.flag('json')) out.write(printJson({ jobs: jobs.map((job) => jobDocument(job, [], [])) }));
  else if (jobs.length === 0) err.write('There are no jobs yet.\n');
  else out.write(`${columns([heading, ...jobs.map(row)]).join('\n')}\n`);
  return 0;
};
