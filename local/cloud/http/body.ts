import type { IncomingMessage } from 'node:http';

/** Reads a whole body; throws if it is larger than `maximumBytes`. */
export const readBody = async (message: IncomingMessage, maximumBytes: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > maximumBytes) throw new Error(`The body is larger than ${maximumBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
};
