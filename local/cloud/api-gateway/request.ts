import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

type Pairs = readonly (readonly [name: string, value: string])[];

/** A request as it came over the wire. */
export type ApiRequest = {
  readonly id: string;
  readonly receivedAt: Date;
  readonly method: string;
  /** Percent-encoded as it was sent, without the query. */
  readonly path: string;
  /** Decoded, in the order they came. */
  readonly query: Pairs;
  /** In the order and the spelling they came. */
  readonly headers: Pairs;
  readonly body: Buffer;
  readonly sourceIp: string;
};

const pairsOf = (flat: readonly string[]): Pairs =>
  flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ''] as const] : []));

/** A request whose body has been read. A target in absolute form (`GET http://host/path`) counts for its path. */
export const apiRequest = (incoming: IncomingMessage, body: Buffer): ApiRequest => {
  const target = (incoming.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '');
  const at = target.indexOf('?');
  const path = at < 0 ? target : target.slice(0, at);
  return {
    id: randomUUID(),
    receivedAt: new Date(),
    method: incoming.method ?? 'GET',
    path: path === '' ? '/' : path,
    query: at < 0 ? [] : [...new URLSearchParams(target.slice(at + 1))],
    headers: pairsOf(incoming.rawHeaders),
    body,
    sourceIp: incoming.socket.remoteAddress ?? '',
  };
};

/** The last value of a header, by its name in lower case. */
export const header = ({ headers }: Pick<ApiRequest, 'headers'>, name: string): string | undefined =>
  headers.findLast(([known]) => known.toLowerCase() === name)?.[1];

/** `text/plain` of `Text/Plain; charset=utf-8`; of a list, its first. */
export const mediaType = (value: string | undefined): string =>
  (value ?? '').split(/[;,]/, 1)[0]?.trim().toLowerCase() ?? '';
