import type { IncomingMessage } from 'node:http';

/** The body of a request is larger than it may be. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
  constructor(maximumBytes: number) {
    super(`The body is larger than ${maximumBytes} bytes`);
  }
}

/**
 * Reads a whole body. Throws `BodyTooLarge` above `maximumBytes`; what still comes is read and thrown away, for a client that
 * writes hears no answer.
 */
export const readBody = async (message: IncomingMessage, maximumBytes: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > maximumBytes) {
      message.resume();
      throw new BodyTooLarge(maximumBytes);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
};
