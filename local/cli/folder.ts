import type { Dirent } from 'node:fs';
import { access, constants, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { optionsFile, readyMarker } from '#schemas/template-options.ts';
import { UsageError } from './command.ts';

/** A file to drop: `key` is relative to the folder, its segments joined by `/`. `bytes` is its size now; its body lies at a path or is here. */
export type FolderFile = { readonly key: string; readonly bytes: number } & (
  | { readonly path: string }
  | { readonly body: Uint8Array }
);

export type Folder = {
  /** The name under `drops/`. */
  readonly name: string;
  /** In key order. */
  readonly files: readonly FolderFile[];
  /** What was not taken along, and why. */
  readonly skipped: readonly string[];
  readonly hasOptions: boolean;
};

const within = (root: string, path: string): boolean =>
  path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);

const kindOf = (entry: Dirent): 'folder' | 'file' | 'link' | 'other' => {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : 'other';
};

/** The file a link leads to, if that is a file of this very folder; why not, if not. */
const throughLink = async (root: string, path: string): Promise<{ target: string } | { why: string }> => {
  const target = await realpath(path).catch(() => undefined);
  if (target === undefined) return { why: 'the link leads nowhere' };
  if (!within(root, target)) return { why: 'the link leads out of the folder' };
  return (await stat(target)).isFile() ? { target } : { why: 'the link leads to a folder' };
};

const checkReadable = async (path: string, key: string): Promise<void> => {
  await access(path, constants.R_OK).catch(() => {
    throw new UsageError(`${key} cannot be read: check its permissions.`);
  });
};

const rootOf = async (folder: string): Promise<string> => {
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined) throw new UsageError(`There is no folder ${folder}.`);
  if (!(await stat(root)).isDirectory()) throw new UsageError(`${folder} is a file; give the folder it is in.`);
  return root;
};

/** Lists a folder's files without ever leaving it; throws a `UsageError` if it is missing or a file cannot be read. */
export const readFolder = async (folder: string): Promise<Folder> => {
  const root = await rootOf(folder);
  const files: FolderFile[] = [];
  const skipped: string[] = [];

  const take = async (path: string, target: string) => {
    const key = relative(root, path).split(sep).join('/');
    await checkReadable(target, key);
    files.push({ key, path: target, bytes: (await stat(target)).size });
  };
  const visit = async (directory: string): Promise<void> => {
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      const skip = (why: string) => skipped.push(`${relative(root, path)}: ${why}`);
      const kind = kindOf(entry);
      if (path === join(root, readyMarker)) continue;
      if (kind === 'folder' && entry.name === '.git') skip('a Git repository is no export');
      else if (kind === 'folder') await visit(path);
      else if (kind === 'file') await take(path, path);
      else if (kind === 'other') skip('not a regular file');
      else {
        const link = await throughLink(root, path);
        if ('why' in link) skip(link.why);
        else await take(path, link.target);
      }
    }
  };
  await visit(root);
  files.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { name: basename(root) || 'drop', files, skipped, hasOptions: files.some(({ key }) => key === optionsFile) };
};
