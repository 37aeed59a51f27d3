import { ApiProblem } from '../api-problem.ts';

const timeoutMs = 15_000;

const tooLarge = () =>
  new ApiProblem('PAYLOAD_TOO_LARGE', 'The file is too large to be read here; get_job has its link.');

const readUpTo = async (body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/**
 * What lies behind a link that the service itself has signed. Throws an `ApiProblem`: PAYLOAD_TOO_LARGE above `maxBytes`, UNAVAILABLE
 * if it cannot be had within 15 s.
 */
export const download = async (url: string, maxBytes: number): Promise<Uint8Array> => {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    if (!reply.ok || !reply.body) throw new Error(`status ${reply.status}`);
    if (Number(reply.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
    return await readUpTo(reply.body, maxBytes);
  } catch (error) {
    if (error instanceof ApiProblem) throw error;
    // The link itself is a secret: neither it nor what fetch says of it is told.
    throw new ApiProblem('UNAVAILABLE', 'The file could not be read from the store.');
  }
};
