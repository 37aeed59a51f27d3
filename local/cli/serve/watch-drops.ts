import { counted } from '#shared/message/layout.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import { type Brought, bringHome } from '../bring-home.ts';
import { s3Client } from '../clients.ts';
import { dropFolder, dropPrefix } from '../drop.ts';
import { outputOf } from '../embedded.ts';
import { type Folder, readFolder } from '../folder.ts';
import { followJob } from '../follow.ts';
import { elapsed } from '../progress.ts';
import { defaultOut, shownPath } from '../save.ts';
import { paint, plain, type Surroundings } from '../terminal.ts';
import { watchPaths } from '../validate/watch.ts';
import { savedFiles, stateOf } from './saved-files.ts';

/** Longer than between two files of one save, or of one copy. */
const quietMs = 400;

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What came of a drop, and where it is, in one line. */
const outcomeLine = (name: string, { job, artifacts, email }: Brought, ms: number, around: Surroundings): string => {
  const { out, cwd } = around;
  const files = counted(artifacts.length + (email === undefined ? 0 : 1), 'file');
  const place = `${files} in ${shownPath(cwd, defaultOut(cwd, job.jobId))}`;
  const took = `${plain(name)}: job ${job.jobId} ${job.status.toLowerCase()} in ${elapsed(ms)}`;
  if (job.error === undefined) return `${paint(out, 'green', '✓')} ${took}: ${place}\n`;
  return `${paint(out, 'red', '✗')} ${took}: ${job.error.code}: ${plain(job.error.message)} (${place})\n`;
};

const runDrop = async (cloud: Cloud, folder: Folder, { signal, cwd }: Surroundings): Promise<Brought> => {
  const following = followJob(cloud, dropPrefix(folder.name), () => undefined, signal);
  // Whichever fails first is what is told; the other must not become an unhandled rejection.
  following.catch(() => undefined);
  await dropFolder(await s3Client(cloud.env), outputOf(cloud, 'InputBucketName'), folder, {}, signal);
  const { jobId } = await following;
  return bringHome(cloud, jobId, defaultOut(cwd, jobId));
};

/**
 * Drops a folder each time something in it was saved, one job after the other, and tells what came of each. Resolves when
 * aborted; throws a `UsageError` if there is no such folder to begin with.
 */
export const watchDrops = async (cloud: Cloud, path: string, around: Surroundings): Promise<void> => {
  const { out, err, cwd, signal } = around;
  const read = async () => savedFiles(await readFolder(path));
  let dropped = await stateOf(await read());

  const look = async (): Promise<void> => {
    const folder = await read();
    const state = await stateOf(folder);
    if (state === dropped) return;
    dropped = state;
    if (folder.files.length === 0) return;
    const since = performance.now();
    const brought = await runDrop(cloud, folder, around);
    out.write(outcomeLine(folder.name, brought, performance.now() - since, around));
  };
  const changed = (): Promise<void> =>
    look().catch((error: unknown) => {
      if (!signal.aborted) err.write(`${paint(err, 'red', '✗')} ${plain(path)}: ${plain(reason(error))}\n`);
    });
  await watchPaths([path], { cwd, signal, quietMs, changed });
};
