import * as z from 'zod';
import type { HandedOver, Job, StageName } from '#schemas/job.ts';
import { inputsOf } from '../archive.ts';
import { isSourceDue, passes, sourceOwner } from '../source-life.ts';
import { stageBefore } from '../state-machine.ts';
import type { ReplayDeps } from './outcome.ts';

/** As long as a job may take: a source that is to be deleted sooner is as good as gone. */
const marginMs = 60 * 60_000;

const deleted = 'Its source was deleted a day after it had ended: give it anew.';

const checked = z.object({ key: z.string() });

/** Every key that a stage may read of what it is given. */
const keysOf = ({ data, output }: HandedOver): string[] => {
  const { key } = checked.safeParse(data).data ?? {};
  const keys = [...Object.values(output.work), ...output.artifacts.map((artifact) => artifact.key)];
  return [...new Set(key === undefined ? keys : [key, ...keys])];
};

/** Whether somebody's source, or what was made of it, is about to be deleted from under these keys. */
const isLeaving = async (keys: readonly string[], { jobs, now }: ReplayDeps): Promise<boolean> => {
  const soon = new Date(now().getTime() + marginMs);
  for (const owner of new Set(keys.map(sourceOwner))) {
    if (owner === undefined) continue;
    const job = await jobs.get(owner);
    if (!job || job.sourceDeletedAt !== undefined || isSourceDue(job, soon)) return true;
  }
  return false;
};

/** Why a job's inputs cannot be read again; undefined if they can. */
export const goneInputs = async (job: Job, deps: ReplayDeps): Promise<string | undefined> => {
  const { missing = 0 } = job.archive ?? {};
  if (missing > 0) return `${missing} of its inputs could not be archived: give all of them anew.`;
  const inputs = inputsOf(job);
  if (passes(job.kind) && (await isLeaving([inputs.prefix], deps))) return deleted;
  return (await deps.shelves.has(inputs)) ? undefined : 'Its inputs are no longer there: give them anew.';
};

/** Why a stage cannot be given again what it was given; undefined if it can. */
export const goneWork = async (
  job: Job,
  stage: StageName,
  given: HandedOver | undefined,
  deps: ReplayDeps,
): Promise<string | undefined> => {
  const before = stageBefore(stage);
  if (!given) return `What its ${before} left is not on record: it may never have come so far. Begin further ahead.`;
  const keys = keysOf(given);
  if (passes(job.kind) && (await isLeaving(keys, deps))) return deleted;
  if (await deps.shelves.hasAll(keys)) return undefined;
  return `What its ${before} left has been deleted: the bucket keeps it for 30 days. Begin with the collector.`;
};

/** Why what a job came to cannot be told of again; undefined if it can. */
export const goneResults = async ({ output }: Job, { shelves }: ReplayDeps): Promise<string | undefined> =>
  (await shelves.hasAll(output.artifacts.map(({ key }) => key)))
    ? undefined
    : 'Its results have been deleted: the bucket keeps them for 30 days, the archive for good.';
