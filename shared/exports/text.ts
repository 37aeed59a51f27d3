import { gunzipSync } from 'node:zlib';
import { limits } from './limits.ts';
import { UnreadableError } from './unreadable.ts';

const startsWith = (bytes: Uint8Array, ...magic: readonly number[]) => magic.every((byte, at) => bytes[at] === byte);

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

/** Gathers a stream into one buffer, and stops reading as soon as it holds more than `limits.fileBytes`. */
export const readBounded = async (stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.byteLength;
    if (bytes > limits.fileBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

export const tooLarge = (): UnreadableError =>
  new UnreadableError('failed', `is larger than ${megabytes(limits.fileBytes)}, the most that is read of one file`);

/** Unpacks gzip, known by its magic bytes; other bytes come back as they are. Output is bounded, whatever the file claims. */
export const gunzipped = (bytes: Uint8Array): Uint8Array => {
  if (!startsWith(bytes, 0x1f, 0x8b)) return bytes;
  const byRatio = Math.max(limits.gunzipFreeBytes, bytes.byteLength * limits.gunzipRatio);
  const maxOutputLength = Math.min(limits.gunzippedBytes, byRatio);
  try {
    return gunzipSync(bytes, { maxOutputLength });
  } catch (error) {
    const tooMuch =
      typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    const reason = tooMuch
      ? `unpacks to more than ${megabytes(maxOutputLength)}, the most that is read of a gzip file of its size`
      : 'is damaged: it cannot be unpacked as gzip';
    throw new UnreadableError('failed', reason);
  }
};

const encodingOf = (bytes: Uint8Array): string => {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  return 'utf-8';
};

const containers: readonly (readonly [string, readonly number[]])[] = [
  ['a ZIP archive', [0x50, 0x4b, 0x03, 0x04]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a gzip file inside a gzip file', [0x1f, 0x8b]],
];

/** Text from UTF-8 or, with a byte order mark, UTF-16 (as PowerShell writes it). Throws on anything that is not text. */
export const decoded = (bytes: Uint8Array): string => {
  const container = containers.find(([, magic]) => startsWith(bytes, ...magic));
  if (container) throw new UnreadableError('passed-over', `is ${container[0]}, not JSON or YAML`);
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-8' && bytes.subarray(0, 8192).includes(0)) {
    throw new UnreadableError('passed-over', 'is binary, not JSON or YAML');
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableError('passed-over', 'is neither UTF-8 nor UTF-16 text');
  }
};
