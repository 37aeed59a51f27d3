import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { correlated } from '../../../observability/correlation.ts';
import type { Observer } from '../../../observability/observer.ts';
import { ApiProblem } from '../../api-problem.ts';
import type { Caller } from '../../caller.ts';
import { callerOf } from '../../http/caller-of.ts';
import { correlationIdOf } from '../../http/correlation-id.ts';
import { cors } from '../../http/cors.ts';
import { headerOf } from '../../http/header.ts';
import { jsonReply, problemReply, reply } from '../../http/reply.ts';
import { problemFor } from '../../problem-for.ts';
import { idsOf, messagesOf, RpcError } from './messages.ts';
import { refuseStrangers } from './origin.ts';

export type EndpointDeps = {
  /** A server for one caller and request: it keeps no state. */
  readonly serverFor: (caller: Caller, correlationId: string) => McpServer;
  readonly admins: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly observer: Observer;
  /** When a request that is still under way is answered without a result, before the gateway gives up. */
  readonly deadlineMs: number;
};

/** Headers that the protocol has a say in. */
const told = ['accept', 'content-type', 'mcp-protocol-version', 'mcp-session-id'] as const;

const requestOf = (event: APIGatewayProxyEvent): Request => {
  const headers = told.flatMap((name) => {
    const value = headerOf(event, name);
    return value === undefined ? [] : [[name, value] as [string, string]];
  });
  return new Request('https://dropforge.invalid/v1/mcp', { method: 'POST', headers });
};

const textOf = ({ body, isBase64Encoded }: APIGatewayProxyEvent): string =>
  isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? '');

const rpcError = (code: number, message: string, id: unknown = null) => ({
  jsonrpc: '2.0',
  id,
  error: { code, message },
});

/** Of a request that takes too long: what is still under way goes on without anybody to hear of it. */
const tooLate = (messages: ReturnType<typeof messagesOf>, correlationId: string): APIGatewayProxyResult => {
  const late = idsOf([messages].flat()).map((id) =>
    rpcError(ErrorCode.RequestTimeout, 'It took too long. Try a smaller template.', id),
  );
  return jsonReply(200, correlationId, Array.isArray(messages) ? late : late[0]);
};

/**
 * The Lambda function behind POST /v1/mcp: Model Context Protocol over streamable HTTP, without sessions and streams, each answer JSON.
 * It never rejects. https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#streamable-http
 */
export const mcpEndpoint = ({ serverFor, admins, corsOrigins, observer, deadlineMs }: EndpointDeps) => {
  const origins = cors(corsOrigins);

  const admitted = (event: APIGatewayProxyEvent): Caller => {
    if (event.httpMethod !== 'POST')
      throw new ApiProblem('METHOD_NOT_ALLOWED', 'POST messages here: there are no streams and no sessions.', {
        allow: ['POST'],
      });
    refuseStrangers(event, corsOrigins);
    const caller = callerOf(event, admins);
    if (caller) return caller;
    throw new ApiProblem('UNAUTHENTICATED', 'Sign the request (AWS Signature Version 4), or send a token.');
  };

  const exchange = async (event: APIGatewayProxyEvent, correlationId: string) => {
    const caller = admitted(event);
    const messages = messagesOf(textOf(event));
    const server = serverFor(caller, correlationId);
    // No session, no stream: any worker can answer any request. https://github.com/modelcontextprotocol/typescript-sdk
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport);
    const deadline = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => deadline.resolve(undefined), deadlineMs);
    try {
      const answer = await Promise.race([
        transport.handleRequest(requestOf(event), { parsedBody: messages }),
        deadline.promise,
      ]);
      if (!answer) return tooLate(messages, correlationId);
      const contentType = answer.headers.get('content-type');
      const headers: Record<string, string> = contentType === null ? {} : { 'Content-Type': contentType };
      return reply(answer.status, correlationId, headers, await answer.text());
    } finally {
      clearTimeout(timer);
      await server.close();
    }
  };

  const refused = (error: unknown, correlationId: string): APIGatewayProxyResult => {
    if (error instanceof RpcError) return jsonReply(400, correlationId, rpcError(error.code, error.message));
    const problem = problemFor(error);
    if (problem !== error) observer.failed('mcp', error);
    return problemReply(problem, correlationId);
  };

  return async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    const correlationId = correlationIdOf(event);
    const startedAt = performance.now();
    return correlated({ correlationId }, async () => {
      const result = await exchange(event, correlationId).catch((error: unknown) => refused(error, correlationId));
      observer.answered('mcp', result.statusCode, performance.now() - startedAt);
      return { ...result, headers: { ...result.headers, ...origins.headers(event) } };
    });
  };
};
