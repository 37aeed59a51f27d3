import type { ObjectStore, StoredObject } from '#shared/aws/object-store.ts';

/** The bytes of an object as it was listed; undefined as soon as there are more than `most`, whatever the listing said. */
export const bytesOf = async (
  store: ObjectStore,
  { key, etag }: Pick<StoredObject, 'key'> & Partial<StoredObject>,
  most: number,
): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let length = 0;
  const stream = await store.open(key, etag);
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > most) {
      stream.destroy();
      return undefined;
    }
    chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  }
  return Buffer.concat(chunks, length);
};
