import type { LookupAddress } from 'node:dns';
import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import { hostOf } from './target.ts';

export type Post = {
  readonly url: URL;
  /** Where the host is: the connection goes there and nowhere else, whatever its name may lead to by then. */
  readonly addresses: readonly LookupAddress[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** By plain HTTP, whatever the URL says. */
  readonly plain: boolean;
};

/** Nobody reads what a receiver has to say; it may finish saying this much. */
const maxReplyBytes = 4_096;

const toThese =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_host, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, [...addresses]);
    else if (first) callback(null, first.address, first.family);
    else callback(new Error('No address'), '', 0);
  };

const drain = async (response: http.IncomingMessage): Promise<void> => {
  let bytes = 0;
  // The status is known by now: a receiver that breaks off, or goes on for ever, has answered all the same.
  try {
    for await (const chunk of response) {
      bytes += (chunk as Buffer).length;
      if (bytes > maxReplyBytes) return;
    }
  } catch {}
};

/** Posts once, following no redirect, and resolves to the status code. Rejects if there is no answer before the signal aborts. */
export const post = ({ url, addresses, headers, body, plain }: Post, signal: AbortSignal): Promise<number> =>
  new Promise((resolve, reject) => {
    const options: https.RequestOptions = {
      method: 'POST',
      host: hostOf(url),
      port: url.port || 443,
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      // No connection is shared: each goes where its own lookup says.
      agent: false,
      lookup: toThese(addresses),
      maxHeaderSize: 16_384,
      signal,
    };
    const request = (plain ? http : https).request(options, (response) => {
      void drain(response).then(() => {
        request.destroy();
        resolve(response.statusCode ?? 0);
      });
    });
    request.on('error', reject);
    request.end(body);
  });
