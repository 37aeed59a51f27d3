import * as z from 'zod';
import { scanPages } from '#schemas/inventory/pages.ts';
import { inventorySummary } from '#schemas/inventory/summary.ts';
import type { Job } from '#schemas/job.ts';
import type { IndexedJob, JobIndex } from '../../pipeline/job-index.ts';
import type { JobStore } from '../../pipeline/job-store.ts';
import { ApiProblem } from '../api-problem.ts';
import type { Caller } from '../caller.ts';

export type ScanDeps = { readonly jobs: Pick<JobStore, 'get'>; readonly index: JobIndex };

/** A scan that ended well: whose pages lie under `pages`. */
export type ScanFound = {
  readonly jobId: string;
  readonly scannedAt: string;
  readonly since?: string;
  readonly pages: string;
};

/** Jobs that admins' latest scan is looked for among: an older one may have been touched since. */
const touched = 100;

const isDone = ({ kind, status }: Pick<Job, 'kind' | 'status'>): boolean =>
  kind === 'inventory' && status === 'Succeeded';

const latestOwn = async ({ principal }: Caller, index: JobIndex): Promise<string | undefined> => {
  for await (const job of index.ofOwner(principal)) if (isDone(job)) return job.jobId;
  return undefined;
};

/** Ids begin with the time of their submission. */
const latestOfAll = async (index: JobIndex): Promise<string | undefined> => {
  let latest: IndexedJob | undefined;
  let after = 0;
  for await (const job of index.ofStatus('Succeeded')) {
    if (isDone(job) && (latest === undefined || job.jobId > latest.jobId)) latest = job;
    if (latest && ++after >= touched) break;
  }
  return latest?.jobId;
};

const told = z.object({
  summary: inventorySummary.pick({ scannedAt: true, changes: true }),
  work: z.object({ [scanPages.work]: z.string() }),
});

const found = ({ jobId, output }: Job): ScanFound | undefined => {
  const { data } = told.safeParse(output);
  if (!data) return undefined;
  const { scannedAt, changes } = data.summary;
  return {
    jobId,
    scannedAt,
    ...(changes.since !== undefined && { since: changes.since }),
    pages: data.work[scanPages.work],
  };
};

const none = (jobId: string | undefined): ApiProblem =>
  new ApiProblem(
    'NO_INVENTORY',
    jobId === undefined
      ? 'No scan of yours has ended well yet. POST /v1/inventory asks for one.'
      : `No scan ${jobId} of yours has ended well.`,
  );

/**
 * The scan of this id, or the latest that the caller may see: admins see everybody's. Throws NO_INVENTORY, the same for somebody
 * else's as for none.
 */
export const scanOf = async (
  jobId: string | undefined,
  caller: Caller,
  { jobs, index }: ScanDeps,
): Promise<ScanFound> => {
  const wanted = jobId ?? (await (caller.isAdmin ? latestOfAll(index) : latestOwn(caller, index)));
  const job = wanted === undefined ? undefined : await jobs.get(wanted);
  const isSeen = job && isDone(job) && (caller.isAdmin || job.owner === caller.principal);
  const scan = isSeen ? found(job) : undefined;
  if (scan) return scan;
  throw none(jobId);
};
