import type { ObjectStore } from '#shared/aws/object-store.ts';

/** An object's bytes; undefined as soon as there are more than `most`, whatever the listing said. */
export const bytesOf = async (store: ObjectStore, key: string, most: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let length = 0;
  const stream = await store.open(key);
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
