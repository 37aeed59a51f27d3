import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { limits } from './limits.ts';
import { UnreadableError } from './unreadable.ts';

type Bytes = AsyncIterable<Uint8Array>;

const startsWith = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, at) => bytes[at] === byte);

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

export const tooLarge = (): UnreadableError =>
  new UnreadableError('failed', `is larger than ${megabytes(limits.fileBytes)}, the most that is read of one file`);

/** How many bytes went by. */
type Meter = { bytes: number };

/** Whatever the listing said, reading stops at the limit of a file. */
async function* bounded(stream: Bytes, meter: Meter): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) {
    meter.bytes += chunk.byteLength;
    if (meter.bytes > limits.fileBytes) throw tooLarge();
    yield chunk;
  }
}

/** How much a file of so many bytes may unpack to. */
const unpackedBytes = (packed: number): number =>
  Math.min(limits.fileBytes, Math.max(limits.gunzipFreeBytes, packed * limits.gunzipRatio));

const isOfZlib = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('Z_');

async function* unpacked(stream: Bytes, packed: Meter): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  pipeline(Readable.from(stream), gunzip, () => undefined); // errors come out of the iteration below
  let bytes = 0;
  try {
    for await (const chunk of gunzip) {
      bytes += chunk.byteLength;
      if (bytes > unpackedBytes(packed.bytes)) {
        const size = megabytes(unpackedBytes(packed.bytes));
        const reason = `unpacks to more than ${size}, the most that is read of a gzip file of its size`;
        throw new UnreadableError('failed', reason);
      }
      yield chunk;
    }
  } catch (error) {
    throw isOfZlib(error) ? new UnreadableError('failed', 'is damaged: it cannot be unpacked as gzip') : error;
  }
}

export type Headed = { readonly head: Uint8Array; readonly bytes: Bytes };

/** The first bytes of a stream, at least `length` of them if it has so many, and the whole stream again. */
export const headed = async (stream: Bytes, length: number): Promise<Headed> => {
  const iterator = stream[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  for (let had = 0; had < length; ) {
    const { done, value } = await iterator.next();
    if (done) break;
    chunks.push(value);
    had += value.byteLength;
  }
  const head = Buffer.concat(chunks);
  const rest: Bytes = { [Symbol.asyncIterator]: () => iterator };
  const bytes = async function* () {
    if (head.byteLength > 0) yield head;
    yield* rest;
  };
  return { head, bytes: bytes() };
};

const gzip = [0x1f, 0x8b];

const containers: readonly (readonly [string, readonly number[]])[] = [
  ['a ZIP archive', [0x50, 0x4b, 0x03, 0x04]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a gzip file inside a gzip file', gzip],
];

const encodingOf = (head: Uint8Array): string => {
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be';
  return 'utf-8';
};

const refuseBinary = (head: Uint8Array, encoding: string): void => {
  const container = containers.find(([, magic]) => startsWith(head, magic));
  if (container) throw new UnreadableError('passed-over', `is ${container[0]}, not JSON or YAML`);
  if (encoding === 'utf-8' && head.subarray(0, 8192).includes(0)) {
    throw new UnreadableError('passed-over', 'is binary, not JSON or YAML');
  }
};

async function* decoded({ head, bytes }: Headed): AsyncGenerator<string> {
  const encoding = encodingOf(head);
  refuseBinary(head, encoding);
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new UnreadableError('passed-over', 'is neither UTF-8 nor UTF-16 text');
    }
  };
  for await (const chunk of bytes) yield decode(chunk);
  yield decode();
}

/**
 * A file's text in pieces, as its bytes come in: from UTF-8 or, with a byte order mark, UTF-16 (as PowerShell writes it); gzip, known by its magic
 * bytes, is unpacked within limits, whatever the file claims. Throws `UnreadableError` on anything that is not text.
 */
export async function* textOf(stream: Bytes): AsyncGenerator<string> {
  const meter = { bytes: 0 };
  const raw = await headed(bounded(stream, meter), gzip.length);
  if (!startsWith(raw.head, gzip)) yield* decoded(await headed(raw.bytes, 8192));
  else yield* decoded(await headed(unpacked(raw.bytes, meter), 8192));
}

/** All of a small file's text. Throws `UnreadableError` if it isn't small. */
export const wholeText = async (stream: Bytes): Promise<string> => {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of textOf(stream)) {
    pieces.push(piece);
    length += piece.length;
    if (length > limits.wholeCharacters) throw new UnreadableError('failed', 'is too long to be read whole');
  }
  return pieces.join('');
};
