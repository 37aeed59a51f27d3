import { crc32, inflateRawSync } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { refused, shown } from './refused.ts';

/** APPNOTE.TXT 4.4.5 */
const stored = 0;
const deflated = 8;
const otherMethods: Readonly<Record<number, string>> = {
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  98: 'PPMd',
  99: 'AES encryption',
};

type Where = { readonly archive: string; readonly path: string; readonly most: number };

const isTooLong = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

const damaged = ({ archive, path }: Where, what: string): Error =>
  refused('DAMAGED_ARCHIVE', archive, `is damaged: ${shown(path)} ${what}`);

/** The bytes of an entry as they are packed, wherever its local header says they begin. */
const packedBytes = async (zip: ZipFile, all: Buffer, entry: Entry, where: Where): Promise<Buffer> => {
  const local = await zip.readLocalFileHeaderPromise(entry, { minimal: true }).catch(() => undefined);
  const end = (local?.fileDataStart ?? 0) + entry.compressedSize;
  if (!local || end > all.length) throw damaged(where, 'does not lie where the list of files says');
  return all.subarray(local.fileDataStart, end);
};

/** At most one byte more than the list says: that is enough to know that it lies. */
const unpacked = (packed: Buffer, entry: Entry, where: Where): Buffer => {
  if (entry.compressionMethod === stored) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: entry.uncompressedSize + 1 });
  } catch (error) {
    if (!isTooLong(error)) throw damaged(where, 'cannot be unpacked');
    const what = `is a bomb: ${shown(where.path)} unpacks to more than the ${entry.uncompressedSize} bytes it claims`;
    throw refused('ARCHIVE_BOMB', where.archive, what);
  }
};

/**
 * An entry's bytes, as many as the list of files says and with the checksum it says. Nothing is unpacked beyond that, nor beyond `where.most`.
 * Throws `PermanentError` ARCHIVE_BOMB, DAMAGED_ARCHIVE, UNSUPPORTED_COMPRESSION.
 */
export const readEntry = async (zip: ZipFile, all: Buffer, entry: Entry, where: Where): Promise<Buffer> => {
  const { compressionMethod, uncompressedSize } = entry;
  if (compressionMethod !== stored && compressionMethod !== deflated) {
    const method = otherMethods[compressionMethod] ?? `method ${compressionMethod}`;
    throw refused('UNSUPPORTED_COMPRESSION', where.archive, `holds ${shown(where.path)}, packed with ${method}`);
  }
  if (uncompressedSize > where.most) throw new RangeError(`${where.path} is longer than what is read of a file`);
  const bytes = unpacked(await packedBytes(zip, all, entry, where), entry, where);
  if (bytes.length > uncompressedSize)
    throw refused('ARCHIVE_BOMB', where.archive, `is a bomb: ${shown(where.path)} is longer than it claims`);
  if (bytes.length < uncompressedSize || crc32(bytes) !== entry.crc32)
    throw damaged(where, 'is not what its checksum says');
  return bytes;
};
