import type { Entry } from 'yauzl';
import type { specJob } from '../../job.ts';
import type { LeftOut } from '../source-files.ts';
import type { NameEncoding } from './entry-name.ts';
import { refused, shown } from './refused.ts';
import { normalPath, pathKey, unsafety } from './safe-path.ts';

export type Limits = Readonly<Record<keyof typeof specJob.limits, number>>;

type Named = { readonly path: string; readonly entry: Entry };

export type Sorted = {
  readonly kept: readonly Named[];
  readonly leftOut: readonly LeftOut[];
  /** How many entries had the very path of one before them. */
  readonly repeated: number;
  /** How names were read, where the archive did not say. */
  readonly encoding: string | undefined;
};

/** The type of a file in the upper half of the attributes, as Unix has it (stat(2)). */
const typeBits = 0o170000;
const fileTypes = new Map([
  [0o120000, 'link, which is not followed'],
  [0o140000, 'socket'],
  [0o060000, 'device'],
  [0o020000, 'device'],
  [0o010000, 'pipe'],
]);
/** FILE_ATTRIBUTE_REPARSE_POINT, of archives made on Windows. */
const reparsePoint = 0x400;
const madeOnUnix = new Set([3, 19]);

const typeReason = ({ externalFileAttributes, versionMadeBy }: Entry): string | undefined => {
  const isUnix = madeOnUnix.has(versionMadeBy >>> 8);
  if (!isUnix && externalFileAttributes & reparsePoint) return 'link, which is not followed';
  return fileTypes.get((externalFileAttributes >>> 16) & typeBits);
};

const limitReason = (path: string, entry: Entry, caps: Limits): string | undefined => {
  if (Buffer.byteLength(path) > caps.pathBytes) return `path of more than ${caps.pathBytes} bytes`;
  if (path.split('/').length > caps.depth) return `more than ${caps.depth} folders deep`;
  const { compressedSize, uncompressedSize } = entry;
  return uncompressedSize > 1024 * 1024 && uncompressedSize > compressedSize * caps.ratio
    ? `unpacks to more than ${caps.ratio} times its size`
    : undefined;
};

const told = (path: string): string => (path.length > 300 ? `${path.slice(0, 299)}…` : path);

const encodingNames: Readonly<Record<NameEncoding, string | undefined>> = {
  'utf-8': undefined,
  shift_jis: 'Shift-JIS',
  cp437: 'CP437',
};

/**
 * Tells the entries to read from those to leave out, each with its reason. Throws UNSAFE_PATH: who writes a path that leads out
 * of the archive does not mean to show their source.
 */
export const sorted = (
  entries: readonly Entry[],
  nameOf: (entry: Entry) => { readonly name: string; readonly encoding: NameEncoding },
  archive: string,
  caps: Limits,
): Sorted => {
  const kept: Named[] = [];
  const leftOut: LeftOut[] = [];
  const first = new Map<string, string>();
  const encodings = new Set<string>();
  let repeated = 0;
  for (const entry of entries) {
    const { name, encoding } = nameOf(entry);
    const path = normalPath(name);
    const unsafe = unsafety(name, entry.fileNameRaw) ?? unsafety(path);
    if (unsafe) throw refused('UNSAFE_PATH', archive, `holds the path ${shown(name)}, which ${unsafe}`);
    if (path === '' || path.endsWith('/')) continue;
    const said = encodingNames[encoding];
    if (said) encodings.add(said);
    const before = first.get(pathKey(path));
    if (before === path) {
      repeated += 1;
      continue;
    }
    const twin = before === undefined ? undefined : `differs from ${before} in nothing but case`;
    const reason = twin ?? typeReason(entry) ?? limitReason(path, entry, caps);
    if (before === undefined) first.set(pathKey(path), path);
    if (reason) leftOut.push({ path: told(path), bytes: entry.uncompressedSize, reason });
    else kept.push({ path, entry });
  }
  return { kept, leftOut, repeated, encoding: encodings.size > 0 ? [...encodings].join(' and ') : undefined };
};
