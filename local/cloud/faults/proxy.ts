import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { readBody } from '../http/body.ts';
import { close, listen } from '../http/listen.ts';
import type { ServiceRequest } from '../iam/accesses/row.ts';
import type { Guard } from '../iam/guard.ts';
import type { Fault, Faults, Service } from './fault.ts';
import { operationOf } from './operation.ts';
import { withLastEntryFailed, withoutLastEntry } from './partial.ts';
import { failureReply, type Reply, throttleReply } from './replies.ts';

const maximumBytes = 512 * 1024 * 1024;

/** Where a service really is. */
export type Upstream = Readonly<Record<Service, string>>;

export type Caller = {
  readonly functionName: string | undefined;
  kill(): Promise<void>;
  /** What the caller may do. Default: anything. */
  readonly guard?: Guard | undefined;
};

const pass = (base: string, { method, path, headers, body }: ServiceRequest): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const { host } = new URL(base);
    const own = { ...headers, host, 'content-length': String(body.length) };
    const outgoing = httpRequest(base + path, { method, headers: own, agent: false }, (incoming) => {
      readBody(incoming, maximumBytes).then((reply) => {
        const kept = Object.entries(incoming.headers).filter(
          ([name]) => !['connection', 'transfer-encoding'].includes(name),
        );
        const replyHeaders = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
        resolve({ status: incoming.statusCode ?? 502, headers: replyHeaders, body: reply });
      }, reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const send = (response: ServerResponse, { status, headers, body }: Reply): void => {
  response.writeHead(status, headers);
  response.end(body);
};

/** PutEvents without its last entry, whose failure is reported. A checksum of the whole reply would no longer be right. */
const partially = async (base: string, request: ServiceRequest): Promise<Reply> => {
  const rest = withoutLastEntry(request.body.toString('utf8'));
  const reply = rest === undefined ? undefined : await pass(base, { ...request, body: Buffer.from(rest) });
  const body = withLastEntryFailed(reply && String(reply.body));
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body };
};

/**
 * A proxy in front of the services for one caller, so that it is known who asks, and each request can be refused or made to
 * fail, in the services' own wire format. Listens on the loopback interface.
 */
export const startCallerProxy = async (upstream: Upstream, faults: Faults, caller: Caller) => {
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const body = await readBody(incoming, maximumBytes);
    const request: ServiceRequest = { method, path, headers, body };
    const text = body.toString('utf8');
    const operation = operationOf(method, path, headers, text);
    const { service, name } = operation;
    const base = upstream[service];
    const ask = () => {
      const passing = () => pass(base, request);
      return caller.guard === undefined ? passing() : caller.guard(operation, request, passing);
    };
    const acts: Readonly<Record<Fault, () => Promise<void> | void>> = {
      fail: () => send(response, failureReply(service)),
      throttle: () => send(response, throttleReply(service)),
      drop: () => void response.destroy(),
      partial: async () => send(response, await partially(base, request)),
      'kill-before': async () => {
        await caller.kill();
        response.destroy();
      },
      'kill-after': async () => {
        await ask();
        await caller.kill();
        response.destroy();
      },
    };
    const fault = faults.onRequest?.(service, name, caller.functionName, text);
    if (fault !== undefined) return acts[fault]();
    send(response, await ask());
  };

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  const url = await listen(server);
  return { url, close: () => close(server) };
};
