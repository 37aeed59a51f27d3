import { request } from 'node:http';

/**
 * An object's size in bytes and its ETag without quotation marks; undefined if it is gone. `path` goes out as it is: a URL
 * parser would take a key's `..` for a step upwards.
 */
export const headOf = (base: string, path: string): Promise<{ size: number; etag: string } | undefined> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(base);
    const head = request({ hostname, port, path, method: 'HEAD', agent: false }, (reply) => {
      reply.resume();
      const size = Number(reply.headers['content-length'] ?? 0);
      const etag = String(reply.headers.etag ?? '').replaceAll('"', '');
      resolve(reply.statusCode === 200 ? { size, etag } : undefined);
    });
    head.on('error', () => resolve(undefined));
    head.end();
  });
