import { parseJob } from '#shared/pipeline/job-store.ts';
import { liveLock } from '#shared/pipeline/kind-of.ts';
import { isRefused, isSourceDue } from '#shared/pipeline/source-life.ts';
import { jobIdsIn, type Scene } from '../people/scene.ts';
import type { OnObject, Version } from '../services/s3.ts';
import { Violation } from '../world/violation.ts';
import type { Report } from './job-writes.ts';

const promise = 'Every input is archived or still in place';

type Input = { readonly key: string; readonly version: Version };

/** Whether an object with these bytes lies in the archive. */
const isArchived = ({ buckets }: Scene, etag: string): boolean =>
  buckets.keys('archive').some((key) => buckets.current('archive', key)?.etag === etag);

/** Somebody's source does not stay: a day after the job's end, or at once where it was refused. */
const isForgotten = ({ table, world }: Scene, key: string): boolean =>
  jobIdsIn(table)
    .map((jobId) => parseJob({ ...table.items.get(jobId) }))
    .filter(({ input }) => key.startsWith(input.prefix))
    .some((job) => isRefused(job) || isSourceDue(job, new Date(world.time.now)) || job.sourceDeletedAt !== undefined);

/** Watches what comes into the input bucket and what goes. */
export const inputs = (report: Report, scene: () => Scene) => {
  const all: Input[] = [];

  /** What somebody replaced is theirs to have lost. */
  const isReplaced = (key: string, id: string): boolean => {
    const versions = all.filter((input) => input.key === key);
    return versions.at(-1)?.version.id !== id;
  };

  const isLost = (key: string, { id, etag }: Version): boolean =>
    !isReplaced(key, id) && !isArchived(scene(), etag) && !isForgotten(scene(), key);

  const on: OnObject = {
    written(bucket, key, version) {
      if (bucket === 'input') all.push({ key, version });
    },
    deleting(bucket, key, version, who) {
      if (bucket !== 'input') return;
      scene().world.trace.add(who, `deletes ${key}`);
      if (isLost(key, version)) report(new Violation(promise, `${who} deletes ${key}, which is not archived`, [key]));
    },
  };

  return {
    on,
    all,
    /** At rest: nothing is lost, and what was dropped has been taken. */
    check() {
      const { buckets } = scene();
      for (const { key, version } of all) {
        const isThere = buckets.current('input', key)?.id === version.id;
        if (!isThere && isLost(key, version)) report(new Violation(promise, `${key} is nowhere`, [key]));
        if (isThere && key.startsWith('drops/') && !asksForLiveScan(scene(), key))
          report(
            new Violation('Every drop becomes a job', `${key} still lies there`, [
              key.split('/').slice(0, 2).join('/'),
            ]),
          );
      }
    },
  };
};

/** Who drops a request for a live scan while one runs gets that one: their drop stays. */
const asksForLiveScan = ({ buckets, table }: Scene, key: string): boolean => {
  const folder = key.slice(0, key.lastIndexOf('/') + 1);
  const options = buckets.current('input', `${folder}dropforge.json`)?.body?.toString() ?? '';
  return options.includes('"live":true') && table.items.has(`lock#${liveLock}`);
};
