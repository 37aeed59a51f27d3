import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type AsyncZippable, zip } from 'fflate';
import { ignoredBy, isIgnoreList } from '#jobs/spec/collect/sift/ignored.ts';
import { siftPaths } from '#jobs/spec/collect/sift/sift.ts';
import { specJob } from '#jobs/spec/job.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { UsageError } from '../command.ts';

/** The source of a folder, packed, and what was not taken along. */
export type PackedFolder = { readonly body: Uint8Array; readonly skipped: readonly string[] };

const { entries: mostFiles, depth: deepest, fileBytes, unpackedBytes } = specJob.limits;

/** The same files make the same bytes, whenever they were written. */
const epoch = '1980-01-01T00:00:00';

/** A folder of which every file would be left out is not entered: nothing of `node_modules` is even listed. */
const isEntered = (path: string): boolean => !/(^|\/)\.git$/.test(path) && siftPaths([])(`${path}/.`) === undefined;

/** The paths of a folder's files, with forward slashes, in order; links are not followed. */
const pathsIn = async (root: string): Promise<readonly string[]> => {
  const paths: string[] = [];
  const visit = async (folder: string, depth: number): Promise<void> => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) paths.push(path);
      else if (entry.isDirectory() && depth < deepest && isEntered(path)) await visit(path, depth + 1);
    }
  };
  await visit('', 0);
  return paths.sort();
};

const notIgnored = async (root: string, paths: readonly string[]): Promise<readonly string[]> => {
  const lists = await inParallel(8, paths.filter(isIgnoreList), async (path) => ({
    path,
    text: await readFile(join(root, path), 'utf8'),
  }));
  const isIgnored = ignoredBy(lists);
  return paths.filter((path) => !isIgnored(path));
};

/** Those that the collector would read, by all that can be told without opening one. */
const sourcesIn = async (root: string): Promise<readonly string[]> => {
  const paths = await notIgnored(root, await pathsIn(root));
  const reasonOf = siftPaths(paths);
  return paths.filter((path) => reasonOf(path) === undefined);
};

const contentsOf = async (root: string, paths: readonly string[]): Promise<AsyncZippable> => {
  let total = 0;
  const entries = await inParallel(8, paths, async (path) => {
    const { size } = await stat(join(root, path));
    if (size > fileBytes) return undefined;
    total += size;
    if (total > unpackedBytes)
      throw new UsageError(`${root} holds more than ${unpackedBytes / 1024 / 1024} MB of source.`);
    return [path, new Uint8Array(await readFile(join(root, path)))] as const;
  });
  return Object.fromEntries(entries.filter((entry) => entry !== undefined));
};

/**
 * Packs the source of a folder: what `.gitignore` names, others' code, build output, binaries and the like are not read, by the
 * same rules as the collector's. The same files make the same bytes. Throws a `UsageError` for a folder with nothing to read or too much.
 */
export const zipFolder = async (root: string): Promise<PackedFolder> => {
  const paths = await sourcesIn(root);
  if (paths.length === 0) throw new UsageError(`${root} holds no source.`);
  if (paths.length > mostFiles)
    throw new UsageError(`${root} holds more than ${mostFiles} files: take one module at a time.`);
  const contents = await contentsOf(root, paths);
  const body = await promisify<AsyncZippable, object, Uint8Array>(zip)(contents, { mtime: epoch, level: 6 });
  const large = paths.length - Object.keys(contents).length;
  return { body, skipped: large > 0 ? [`${large} files over ${fileBytes / 1024 / 1024} MB`] : [] };
};
