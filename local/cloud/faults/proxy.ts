import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { readBody } from '../http/body.ts';
import { close, listen } from '../http/listen.ts';
import type { Fault, Faults, Service } from './fault.ts';
import { type Operation, operationOf } from './operation.ts';
import { withLastEntryFailed, withoutLastEntry } from './partial.ts';
import { failureReply, type Reply, throttleReply } from './replies.ts';

const maximumBytes = 512 * 1024 * 1024;

/** Where a service really is. */
export type Upstream = Readonly<Record<Service, string>>;

export type Caller = { readonly functionName: string | undefined; kill(): Promise<void> };

type Request = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

const pass = (base: string, { method, path, headers, body }: Request): Promise<Reply & { readonly bytes: Buffer }> =>
  new Promise((resolve, reject) => {
    const { host } = new URL(base);
    const own = { ...headers, host, 'content-length': String(body.length) };
    const outgoing = httpRequest(base + path, { method, headers: own, agent: false }, (incoming) => {
      readBody(incoming, maximumBytes).then((bytes) => {
        const kept = Object.entries(incoming.headers).filter(
          ([name]) => !['connection', 'transfer-encoding'].includes(name),
        );
        const replyHeaders = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
        resolve({ status: incoming.statusCode ?? 502, headers: replyHeaders, body: '', bytes });
      }, reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const send = (response: ServerResponse, reply: Reply, bytes: Buffer = Buffer.from(reply.body)): void => {
  response.writeHead(reply.status, reply.headers);
  response.end(bytes);
};

/** PutEvents without its last entry, whose failure is reported. A checksum of the whole reply would no longer be right. */
const partially = async (base: string, request: Request): Promise<Reply> => {
  const rest = withoutLastEntry(request.body.toString('utf8'));
  const reply = rest === undefined ? undefined : await pass(base, { ...request, body: Buffer.from(rest) });
  const body = withLastEntryFailed(reply?.bytes.toString('utf8'));
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body };
};

/**
 * A proxy in front of the services for one caller, so that it is known who asks and each request can be made to fail, in the
 * services' own wire format. Listens on the loopback interface.
 */
export const startFaultProxy = async (upstream: Upstream, faults: Faults, caller: Caller) => {
  const decide = ({ service, name }: Operation, body: Buffer): Fault | undefined =>
    faults.onRequest?.(service, name, caller.functionName, body.toString('utf8'));

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const body = await readBody(incoming, maximumBytes);
    const request: Request = { method, path, headers, body };
    const operation = operationOf(method, path, headers, body.toString('utf8'));
    const base = upstream[operation.service];
    const acts: Readonly<Record<Fault, () => Promise<void> | void>> = {
      fail: () => send(response, failureReply(operation.service)),
      throttle: () => send(response, throttleReply(operation.service)),
      drop: () => void response.destroy(),
      partial: async () => send(response, await partially(base, request)),
      'kill-before': async () => {
        await caller.kill();
        response.destroy();
      },
      'kill-after': async () => {
        await pass(base, request);
        await caller.kill();
        response.destroy();
      },
    };
    const fault = decide(operation, body);
    if (fault !== undefined) return acts[fault]();
    const reply = await pass(base, request);
    send(response, reply, reply.bytes);
  };

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  const url = await listen(server);
  return { url, close: () => close(server) };
};
