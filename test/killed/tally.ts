import type { Job } from '#schemas/job.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import type { Pipeline } from '../pipeline/harness.ts';
import type { Drop } from './drops.ts';

/** Jobs looked at at a time. */
const parallel = 8;

const isDone = (job: Job | undefined): boolean =>
  job?.endedAt !== undefined &&
  job.archive !== undefined &&
  job.notifications.length > 0 &&
  !job.outbox &&
  Object.keys(job.claims).length === 0;

/** The jobs that each folder has led to. */
const jobsByFolder = (pipeline: Pipeline): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>();
  for (const { type, metadata, data } of pipeline.allEvents()) {
    if (type !== 'JobRequested') continue;
    const folder = /"drops\/([^/"]+)\//.exec(JSON.stringify(data))?.[1] ?? '';
    found.set(folder, (found.get(folder) ?? new Set()).add(metadata.jobId));
  }
  return found;
};

const jobOf = async (ids: ReadonlySet<string> | undefined, { jobs }: Pipeline): Promise<Job | undefined> => {
  const [jobId] = ids ?? [];
  return jobId === undefined ? undefined : jobs.get(jobId);
};

/** What became of one drop: `wrong` says what must not be, in words. */
const judge = async (
  { folder, sort }: Drop,
  ids: ReadonlySet<string> | undefined,
  pipeline: Pipeline,
  stored: ReadonlySet<string>,
) => {
  const job = await jobOf(ids, pipeline);
  const emails = pipeline.emails().filter(({ body }) => body.includes(job?.jobId ?? 'no job')).length;
  const left = await pipeline.keys('Input', `drops/${folder}/`);
  const missing = job?.output.artifacts.filter(({ key }) => !stored.has(key)) ?? [];
  const wrong = [
    ...(ids?.size === 1 ? [] : [`${ids?.size ?? 0} jobs of one drop`]),
    ...(isDone(job) ? [] : [`at rest as ${job?.status ?? 'no job'}, ${job?.stage}`]),
    ...(job?.status === sort.status ? [] : [`ended ${job?.status} (${job?.error?.code}), not ${sort.status}`]),
    ...(job?.kind === sort.kind ? [] : [`is a ${job?.kind}, not a ${sort.kind}`]),
    ...(emails > 0 ? [] : ['nobody was told']),
    ...(left.length === 0 ? [] : [`${left.length} objects were left in the drop`]),
    ...(missing.length === 0 ? [] : [`${missing.length} artifacts are not stored`]),
  ].map((what) => `${folder}: ${what}`);
  return { isTerminal: job?.endedAt !== undefined, emails, wrong };
};

/** What became of all drops, counted. */
export const tallyOf = async (drops: readonly Drop[], pipeline: Pipeline) => {
  const stored = new Set(await pipeline.keys('Output', 'jobs/'));
  const ids = jobsByFolder(pipeline);
  const judged = await inParallel(parallel, drops, (drop) => judge(drop, ids.get(drop.folder), pipeline, stored));
  const count = (holds: (each: (typeof judged)[number]) => boolean) => judged.filter(holds).length;
  return {
    submitted: drops.length,
    terminal: count(({ isTerminal }) => isTerminal),
    notified: count(({ emails }) => emails > 0),
    toldTwice: count(({ emails }) => emails > 1),
    wrong: judged.flatMap(({ wrong }) => wrong),
  };
};

/** Whether every drop's job has come to its end and nothing of it is left to do. */
export const allDone = async (drops: readonly Drop[], pipeline: Pipeline): Promise<boolean> => {
  const ended = new Set(
    pipeline.allEvents().flatMap(({ type, metadata }) => (type === 'JobArchived' ? [metadata.jobId] : [])),
  );
  if (ended.size < drops.length) return false;
  const ids = jobsByFolder(pipeline);
  const jobs = await inParallel(parallel, drops, ({ folder }) => jobOf(ids.get(folder), pipeline));
  return jobs.every(isDone);
};
