import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { specJob } from '../../job.ts';
import type { Found, FoundFile } from '../source-files.ts';
import { nameReader } from './entry-name.ts';
import { readEntry } from './read-entry.ts';
import { type Fault, refused } from './refused.ts';
import { type Limits, sorted } from './sort-entries.ts';

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(bytes < 10 * 1024 * 1024 ? 1 : 0)} MB`;

/** What a file that is no ZIP begins with. */
const otherFormats: readonly (readonly [magic: string, what: string])[] = [
  ['Rar!', 'is a RAR archive'],
  ['7z\xbc\xaf', 'is a 7-Zip archive'],
  ['\x1f\x8b', 'is gzip (a .tar.gz?)'],
  ['BZh', 'is bzip2 (a .tar.bz2?)'],
  ['\xfd7zXZ', 'is XZ (a .tar.xz?)'],
  ['%PDF', 'is a PDF'],
  ['<', 'is HTML or XML: a download that led to a page?'],
];

const localHeader = 'PK\x03\x04';

/** yauzl says what is wrong in words only. */
const faults: readonly (readonly [RegExp, Fault, string])[] = [
  [/strong encryption/, 'ENCRYPTED_ARCHIVE', 'is encrypted'],
  [/multi-disk/, 'DAMAGED_ARCHIVE', 'is one part of a ZIP that was split into several'],
  [/unexpected EOF/, 'TRUNCATED_ARCHIVE', 'ends before its list of files does'],
  [/comment length/, 'DAMAGED_ARCHIVE', 'is cut off in its comment, or holds more after its end'],
];

const unopened = (error: unknown, name: string): Error => {
  const message = error instanceof Error ? error.message : '';
  const [, fault, what] = faults.find(([pattern]) => pattern.test(message)) ?? [];
  return refused(fault ?? 'DAMAGED_ARCHIVE', name, what ?? 'holds a list of files that cannot be read');
};

const opened = async (bytes: Buffer, name: string): Promise<ZipFile> => {
  const head = bytes.subarray(0, 8).toString('latin1');
  try {
    return await yauzl.fromBufferPromise(bytes, { decodeStrings: false, validateEntrySizes: false });
  } catch (error) {
    if (!(error instanceof Error && /signature not found|unexpected EOF/.test(error.message)))
      throw unopened(error, name);
    if (head.startsWith(localHeader)) throw refused('TRUNCATED_ARCHIVE', name, 'ends before its list of files begins');
    const format = otherFormats.find(([magic]) => head.startsWith(magic));
    throw refused('NOT_A_ZIP', name, bytes.length === 0 ? 'is empty' : (format?.[1] ?? 'is not a ZIP'));
  }
};

const listed = async (zip: ZipFile, name: string, { entries: most }: Limits): Promise<readonly Entry[]> => {
  const tooMany = () => refused('TOO_MANY_ENTRIES', name, `holds more than ${most} entries`);
  if (zip.entryCount > most) throw tooMany();
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (error) {
    throw unopened(error, name);
  }
  return entries;
};

const refuseLarge = (entries: readonly Entry[], packed: number, name: string, { unpackedBytes, ratio }: Limits) => {
  const unpacked = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  const size = `${megabytes(packed)} unpack to ${megabytes(unpacked)}`;
  if (unpacked > 1024 * 1024 && unpacked > packed * ratio)
    throw refused('ARCHIVE_BOMB', name, `is a bomb: its ${size}, more than ${ratio} times as much`);
  if (unpacked > unpackedBytes)
    throw refused('ARCHIVE_TOO_LARGE', name, `is too large: its ${size}; ${megabytes(unpackedBytes)} are read`);
};

const refuseEncrypted = (entries: readonly Entry[], name: string): void => {
  const encrypted = entries.filter((entry) => entry.isEncrypted()).length;
  if (encrypted > 0) throw refused('ENCRYPTED_ARCHIVE', name, `holds ${encrypted} encrypted file(s)`);
};

const warningsOf = (repeated: number, encoding: string | undefined): readonly string[] => [
  ...(repeated > 0 ? [`The archive holds ${repeated} path(s) more than once; the first file of each was read.`] : []),
  ...(encoding ? [`The archive does not say how its file names are encoded; they were read as ${encoding}.`] : []),
];

/**
 * The files of a ZIP, none of them unpacked yet. Refuses the whole archive where it is broken or hostile: `PermanentError`
 * NOT_A_ZIP, TRUNCATED_ARCHIVE, DAMAGED_ARCHIVE, ENCRYPTED_ARCHIVE, TOO_MANY_ENTRIES, ARCHIVE_TOO_LARGE, ARCHIVE_BOMB, UNSAFE_PATH; reading
 * a file throws DAMAGED_ARCHIVE, UNSUPPORTED_COMPRESSION and ARCHIVE_BOMB. Links, repeated paths and single files over a limit are left out.
 * Paths are those of the archive, its one top folder among them: what a citation says is what a reader finds there.
 */
export const openArchive = async (bytes: Buffer, name: string, caps: Limits = specJob.limits): Promise<Found> => {
  const zip = await opened(bytes, name);
  const entries = await listed(zip, name, caps);
  refuseEncrypted(entries, name);
  refuseLarge(entries, bytes.length, name, caps);
  const { kept, leftOut, repeated, encoding } = sorted(entries, nameReader(entries), name, caps);
  const files = kept.map(
    ({ path, entry }): FoundFile => ({
      path,
      bytes: entry.uncompressedSize,
      read: () => readEntry(zip, bytes, entry, { archive: name, path, most: caps.fileBytes }),
    }),
  );
  return { files, leftOut, warnings: warningsOf(repeated, encoding) };
};
