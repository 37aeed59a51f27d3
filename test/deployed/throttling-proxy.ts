import { createServer } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { throttleReply } from '#local/cloud/faults/replies.ts';
import { readBody } from '#local/cloud/http/body.ts';
import { close, listen } from '#local/cloud/http/listen.ts';
import type { MiniStack } from './ministack.ts';

/** A door to DynamoDB that answers the first requests as a table does that is throttled, and lets the others pass. */
export const throttlingProxy = async ({ endpoint, certificate: ca }: MiniStack, times: number) => {
  let throttled = 0;
  const server = createServer(async (incoming, response) => {
    const body = await readBody(incoming, 2 * 1024 * 1024);
    if (throttled < times) {
      throttled += 1;
      const { status, headers, body: said } = throttleReply('dynamodb');
      response.writeHead(status, headers).end(said);
      return;
    }
    const { method, headers, url = '/' } = incoming;
    const outgoing = httpsRequest(`${endpoint}${url}`, { method, headers, ca, agent: false }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    outgoing.end(body);
  });
  const url = await listen(server);
  return { url, throttled: () => throttled, close: () => close(server) };
};
