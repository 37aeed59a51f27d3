import type { Job } from '#schemas/job.ts';
import type { ArtifactStore } from '../aws/artifact-store.ts';
import type { Observer } from '../observability/observer.ts';
import type { JobStore } from './job-store.ts';
import { purge } from './purge.ts';
import { collectedPrefix, isRefused, isSourceDue, passes, passingPrefix } from './source-life.ts';
import { deleteInputs, type TakenInputsDeps, takenInputs } from './taken-inputs.ts';

export type DeleteSourceDeps = TakenInputsDeps & { readonly archive: ArtifactStore; readonly observer: Observer };

/**
 * Deletes what a job took, wherever it lies, and what its collector made of it; artifacts stay. Says so in the log. May be repeated.
 * @param why for the log
 */
export const deleteSource = async (job: Job, deps: DeleteSourceDeps, why: string): Promise<void> => {
  const { artifacts, archive, observer } = deps;
  const isInDrop = !job.archivedInput && (job.archive === undefined || job.error?.recoverable || isRefused(job));
  const taken = isInDrop ? await takenInputs(job, deps) : [];
  await deleteInputs(job, taken, deps);
  const archived = await purge(archive, passingPrefix(job.jobId));
  const results = new Set(job.output.artifacts.map(({ key }) => key));
  const made = await purge(artifacts, collectedPrefix(job.jobId), results);
  const { jobId, correlationId, kind } = job;
  const dropped = { objects: taken.length, bytes: taken.reduce((sum, { bytes }) => sum + bytes, 0) };
  observer.log('SOURCE_DELETED', { jobId, correlationId, kind, why, dropped, archived, made });
};

export type ForgetDeps = DeleteSourceDeps & { readonly jobs: JobStore; readonly now: () => Date };

/** After so long the lifecycle rules of all buckets have deleted what this could not. */
const hopelessMs = 30 * 24 * 60 * 60_000;

/** Deletes the source of every job whose time has come, by the job's own record; one that fails does not keep the others. */
export const forgetSources = (deps: ForgetDeps) => async (): Promise<void> => {
  const failures: unknown[] = [];
  for await (const jobId of dueJobs(deps)) {
    await forget(jobId, deps).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `The sources of ${failures.length} jobs are still there`);
};

async function* dueJobs({ jobs, now }: ForgetDeps): AsyncIterable<string> {
  // However lately it was written: a job that was told of once more did not end later for it.
  const between = { from: ago(now(), hopelessMs), to: now().toISOString() };
  for (const status of ['Succeeded', 'Failed'] as const) {
    for await (const { jobId, kind } of jobs.byStatus(status, between)) if (passes(kind)) yield jobId;
  }
}

const forget = async (jobId: string, deps: ForgetDeps): Promise<void> => {
  const { jobs, now } = deps;
  // The index may lag behind the table: only the item itself tells.
  const job = await jobs.get(jobId);
  if (!job || !isSourceDue(job, now())) return;
  await deleteSource(job, deps, 'its time is over');
  const sourceDeletedAt = now().toISOString();
  await jobs.modify(jobId, (current) => ({ ...current, sourceDeletedAt, updatedAt: sourceDeletedAt }), job);
};

const ago = (now: Date, ms: number): string => new Date(now.getTime() - ms).toISOString();
