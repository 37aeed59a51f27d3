import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { BodyTooLarge, readBody } from '../http/body.ts';
import type { Gateway } from './gateway.ts';
import { GatewayError } from './gateway-error.ts';
import type { ApiReply } from './reply.ts';
import { apiRequest } from './request.ts';

/**
 * In bytes: the payload, and the request line with all headers.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
const limits = { body: 10 * 1024 * 1024, head: 10_240 } as const;

const tooLarge = (): GatewayError =>
  new GatewayError('REQUEST_TOO_LARGE', `HTTP content length exceeded ${limits.body} bytes.`);

const answerTo = async (incoming: IncomingMessage, gateway: Gateway): Promise<ApiReply> => {
  try {
    return await gateway.answer(apiRequest(incoming, await readBody(incoming, limits.body)));
  } catch (error) {
    if (error instanceof BodyTooLarge) return gateway.answer(apiRequest(incoming, Buffer.alloc(0)), tooLarge());
    throw error;
  }
};

const send = (response: ServerResponse, { status, headers, body }: ApiReply): void => {
  response.statusCode = status;
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.end(body);
};

/** The API's HTTP server, not yet listening. Its callers' mistakes in HTTP itself are answered by Node. */
export const apiServer = (gateway: Gateway): Server =>
  createServer({ maxHeaderSize: limits.head }, (incoming, response) => {
    answerTo(incoming, gateway).then(
      (reply) => send(response, reply),
      // Only a caller that went away while it was sending.
      () => response.destroy(),
    );
  });
