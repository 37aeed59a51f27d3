import { type IncomingMessage, request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { readBody } from '../../http/body.ts';
import { postedForm } from '../upload.ts';
import type { SizeRange } from './policy.ts';
import { Refusal } from './refusal.ts';

export type ObjectToPut = {
  readonly bucket: string;
  readonly key: string;
  /** Content type and metadata. */
  readonly headers: Readonly<Record<string, string>>;
  readonly sizes: SizeRange;
};

export type Put = { readonly status: number; readonly etag: string; readonly body: Buffer };

const maximumReplyBytes = 64 * 1024;

/** The file as it is, as long as its size is within the range; throws a `Refusal` as soon as it is not. */
async function* measured(file: AsyncIterable<Buffer>, { minimum, maximum }: SizeRange): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of file) {
    size += chunk.length;
    if (size > maximum)
      throw new Refusal('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
        ProposedSize: size,
        MaxSizeAllowed: maximum,
      });
    yield chunk;
  }
  if (size < minimum)
    throw new Refusal('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      ProposedSize: size,
      MinSizeAllowed: minimum,
    });
}

/** Percent-encoded, but for the slashes. */
const pathOf = (key: string): string => key.split('/').map(encodeURIComponent).join('/');

/**
 * Stores a file while it is still being read; throws a `Refusal`, and stores nothing, if it turns out too large or too small.
 */
export const putFile = async (
  base: string,
  { bucket, key, headers, sizes }: ObjectToPut,
  file: AsyncIterable<Buffer>,
): Promise<Put> => {
  const { hostname, port } = new URL(base);
  const path = `/${bucket}/${pathOf(key)}`;
  const outgoing = request({
    hostname,
    port,
    path,
    method: 'PUT',
    headers: { ...headers, ...postedForm },
    agent: false,
  });
  const reply = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
  // It may fail while the file is still being sent, before anyone waits for it.
  reply.catch(() => undefined);
  await pipeline(measured(file, sizes), outgoing);
  const answer = await reply;
  const etag = String(answer.headers.etag ?? '');
  return { status: answer.statusCode ?? 500, etag, body: await readBody(answer, maximumReplyBytes) };
};
