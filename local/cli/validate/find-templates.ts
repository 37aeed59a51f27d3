import { glob, readdir, stat } from 'node:fs/promises';
import { join, normalize, resolve } from 'node:path';
import { UsageError } from '../command.ts';

/** A file to validate, as the person would call it. */
export type Found = {
  /** Relative to the working directory, or absolute if it was given so. */
  readonly file: string;
  /** Given by its own name: then it must be a template. In a folder, what is none is passed over. */
  readonly named: boolean;
};

const extensions = /\.(ya?ml|json|template)$/i;

/** Folders that hold other people's files, or none at all. */
const skipped = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

async function* filesBelow(folder: string, cwd: string): AsyncGenerator<string> {
  const entries = await readdir(resolve(cwd, folder), { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !skipped(entry.name)) yield* filesBelow(path, cwd);
    else if (entry.isFile() && extensions.test(entry.name)) yield path;
  }
}

const matches = async (pattern: string, cwd: string): Promise<Found[]> => {
  const found: string[] = [];
  const exclude = (name: string) => skipped(name.split('/').at(-1) ?? name);
  for await (const match of glob(pattern, { cwd, exclude })) {
    if ((await stat(resolve(cwd, match))).isFile()) found.push(match);
  }
  if (found.length === 0) throw new UsageError(`${pattern} matches no file.`);
  return found.toSorted().map((file) => ({ file, named: false }));
};

const isPattern = (path: string): boolean => /[*?[{]/.test(path);

const expand = async (path: string, cwd: string): Promise<Found[]> => {
  const is = await stat(resolve(cwd, path)).catch((error: NodeJS.ErrnoException) => error.code);
  if (typeof is === 'object') {
    if (!is.isDirectory()) return [{ file: normalize(path), named: true }];
    return (await Array.fromAsync(filesBelow(path, cwd))).map((file) => ({ file, named: false }));
  }
  if (isPattern(path)) return matches(path, cwd);
  throw new UsageError(`${path} cannot be read (${is}).`);
};

/**
 * The files that paths, folders and globs stand for: each once, in the order given, those of a folder or glob by name.
 * Links are not followed out of a folder. Throws a `UsageError` for what is not there.
 */
export const findTemplates = async (paths: readonly string[], cwd: string): Promise<readonly Found[]> => {
  const byPath = new Map<string, Found>();
  for (const path of paths) {
    for (const found of await expand(path, cwd)) {
      const key = resolve(cwd, found.file);
      const known = byPath.get(key);
      byPath.set(key, known ? { ...known, named: known.named || found.named } : found);
    }
  }
  return [...byPath.values()];
};

const hasResources = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ('AWSTemplateFormatVersion' in value ||
    ('Resources' in value && typeof value.Resources === 'object' && !Array.isArray(value.Resources)));

/** Whether a text found in a folder is meant as a CloudFormation template: told by its top level, broken or not. */
export const looksLikeTemplate = (text: string): boolean => {
  if (!text.trimStart().startsWith('{')) return /^["']?(AWSTemplateFormatVersion|Resources)["']?\s*:/m.test(text);
  try {
    return hasResources(JSON.parse(text.trimStart()));
  } catch {
    return /["']?AWSTemplateFormatVersion["']?\s*:|["']?Resources["']?\s*:\s*\{/.test(text);
  }
};
