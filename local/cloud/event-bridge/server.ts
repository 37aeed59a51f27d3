import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { entry } from '#shared/entry.ts';
import { readBody } from '../http/body.ts';
import type { EventBridge } from './bus.ts';
import { operations } from './operations.ts';
import { RequestError } from './put-events.ts';

const maximumBytes = 2 * 1024 * 1024;

const reply = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() });
  response.end(JSON.stringify(body));
};

const answer = async (request: IncomingMessage, bridge: EventBridge): Promise<unknown> => {
  const target = String(request.headers['x-amz-target']);
  const operation = entry(operations, target);
  if (!operation)
    throw new RequestError(
      'UnknownOperationException',
      `The embedded cloud does not emulate ${target === 'undefined' ? `${request.method} ${request.url}` : target}.`,
    );
  const body = await readBody(request, maximumBytes);
  return operation(bridge, body.toString('utf8'));
};

/**
 * EventBridge's wire protocol (AWS JSON 1.1) for the operations that functions and operators use. Requests for services that are not
 * emulated at all arrive here too and get an error that says so. The server is not yet listening.
 */
export const eventBridgeServer = (bridge: EventBridge): Server =>
  createServer((request, response) => {
    answer(request, bridge).then(
      (result) => reply(response, 200, result),
      (error: unknown) => {
        const type = error instanceof RequestError ? error.type : 'InternalFailure';
        const message = error instanceof Error ? error.message : 'Internal failure';
        reply(response, error instanceof RequestError ? 400 : 500, { __type: type, message });
      },
    );
  });
