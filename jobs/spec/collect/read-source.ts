import type { SourceFile } from '#schemas/spec/facts.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { specJob } from '../job.ts';
import { refused } from './archive/refused.ts';
import { decoded } from './decode/decode.ts';
import type { TextFile } from './parse/language.ts';
import { redacted } from './redact/redact.ts';
import { type IgnoreList, ignoredBy, isIgnoreList } from './sift/ignored.ts';
import { siftPaths, siftText } from './sift/sift.ts';
import type { Found, FoundFile } from './source-files.ts';

const { limits } = specJob;

/** Texts as everything after sees them, and what became of every file; both in the order of their paths. */
export type SourceRead = { readonly texts: readonly TextFile[]; readonly files: readonly SourceFile[] };

type Read = { readonly file: SourceFile; readonly text?: string };

const megabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`;

const unread = ({ path, bytes }: Pick<FoundFile, 'path' | 'bytes'>, reason: string): Read => ({
  file: { path, outcome: 'left-out', reason, bytes, lines: 0, redacted: 0 },
});

const readFile = async (file: FoundFile): Promise<Read> => {
  const raw = await file.read();
  if (raw.length > limits.fileBytes) return unread(file, `larger than ${megabytes(limits.fileBytes)}`);
  const { path } = file;
  const bytes = raw.length;
  const found = decoded(raw);
  if (!found) return unread({ path, bytes }, 'binary');
  const { lines, encoding } = found;
  const about = { path, bytes, lines, ...(encoding ? { encoding } : {}) };
  const reason = siftText(path, found.text, lines);
  if (reason) return { file: { ...about, outcome: 'left-out', reason, redacted: 0 } };
  const { text, count } = await redacted(path, found.text);
  return { file: { ...about, outcome: 'text', redacted: count }, text };
};

const listsOf = async (files: readonly FoundFile[]): Promise<readonly IgnoreList[]> => {
  const lists = files.filter(({ path, bytes }) => isIgnoreList(path) && bytes <= limits.fileBytes);
  return inParallel(8, lists, async ({ path, read }) => ({ path, text: decoded(await read())?.text ?? '' }));
};

const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;

/** Why a file is left out before it is opened. */
const reasonsOf = async (files: readonly FoundFile[]): Promise<(file: FoundFile) => string | undefined> => {
  const sift = siftPaths(files.map(({ path }) => path));
  const isIgnored = ignoredBy(await listsOf(files.filter(({ path }) => sift(path) === undefined)));
  return ({ path, bytes }) => {
    if (bytes > limits.fileBytes) return sift(path) ?? `larger than ${megabytes(limits.fileBytes)}`;
    return sift(path) ?? (isIgnored(path) ? 'listed in .gitignore' : undefined);
  };
};

/**
 * Reads the files that people wrote: decoded, without their secrets. One file at a time is unpacked per worker; of what is left out nothing
 * is kept. Throws `PermanentError` ARCHIVE_TOO_LARGE, and what reading a file throws.
 */
export const readSource = async ({ files, leftOut }: Found, archive: string): Promise<SourceRead> => {
  const reasonOf = await reasonsOf(files);
  let characters = 0;
  const read = await inParallel(8, files, async (file): Promise<Read> => {
    const reason = reasonOf(file);
    if (reason) return unread(file, reason);
    const result = await readFile(file);
    characters += result.text?.length ?? 0;
    if (characters > limits.textBytes)
      throw refused('ARCHIVE_TOO_LARGE', archive, `holds more than ${megabytes(limits.textBytes)} of text`);
    return result;
  });
  const all = [...read, ...leftOut.map((file) => unread(file, file.reason))];
  return {
    files: all.map(({ file }) => file).sort(byPath),
    texts: read.flatMap(({ file: { path }, text }) => (text === undefined ? [] : [{ path, text }])).sort(byPath),
  };
};
