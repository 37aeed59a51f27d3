import type { APIGatewayProxyEvent } from 'aws-lambda';
import { aJobId, aJobView, apiOf } from '../../../testing/api.ts';
import { ApiProblem } from '../../api-problem.ts';
import { mcpServer } from '../server.ts';
import { someDeps } from '../testing/connect.ts';
import { mcpEndpoint } from './endpoint.ts';

const arn = 'arn:aws:iam::111122223333:user/ada';

const event = (patch: Record<string, unknown> = {}): APIGatewayProxyEvent => {
  const { headers, ...rest } = patch;
  return {
    httpMethod: 'POST',
    headers: {
      host: 'api.example',
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      ...(headers as object),
    },
    isBase64Encoded: false,
    requestContext: { domainName: 'api.example', identity: { userArn: arn } },
    ...rest,
  } as unknown as APIGatewayProxyEvent;
};

const answered: [string, number][] = [];
const failed: unknown[] = [];
const asked: string[] = [];

const slow = { getJob: () => new Promise<never>(() => undefined) };

const endpoint = (handlers: Parameters<typeof apiOf>[0] = {}, deadlineMs = 5000) =>
  mcpEndpoint({
    serverFor: (caller, correlationId) => {
      asked.push(`${caller.principal} ${correlationId}`);
      return mcpServer(someDeps({ api: apiOf(handlers), caller, newCorrelationId: () => correlationId }));
    },
    admins: [],
    corsOrigins: ['https://console.example'],
    observer: {
      answered: (operation: string, status: number) => void answered.push([operation, status]),
      failed: (_: string, error: unknown) => void failed.push(error),
    } as unknown as Parameters<typeof mcpEndpoint>[0]['observer'],
    deadlineMs,
  });

const post = async (body: unknown, patch: Record<string, unknown> = {}, answer = endpoint()) => {
  const reply = await answer(event({ body: typeof body === 'string' ? body : JSON.stringify(body), ...patch }));
  return { status: reply.statusCode, headers: reply.headers, body: reply.body ? JSON.parse(reply.body) : undefined };
};

const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const getJob = (id: unknown = 1) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name: 'get_job', arguments: { jobId: aJobId } },
});

describe('a message is answered', () => {
  it('with JSON, at once, without a session', async () => {
    const { status, headers, body } = await post(list, { headers: { 'x-correlation-id': 'mine' } });
    expect([status, body.id, body.result.tools.length]).toEqual([200, 1, 8]);
    expect(headers).toMatchObject({
      'Content-Type': 'application/json',
      'X-Correlation-Id': 'mine',
      'Cache-Control': 'no-store',
    });
    expect(headers).not.toHaveProperty('mcp-session-id');
    expect(asked.at(-1)).toBe(`${arn} mine`);
    expect(answered.at(-1)).toEqual(['mcp', 200]);
  });

  it('for who signed, as the operations know the caller', async () => {
    const handlers = { getJob: async () => aJobView() };
    const { body } = await post(getJob(), {}, endpoint(handlers));
    expect(body.result.structuredContent.jobId).toBe(aJobId);
  });

  it('if it came in base64', async () => {
    const body = Buffer.from(JSON.stringify(list)).toString('base64');
    expect((await post(body, { isBase64Encoded: true })).status).toBe(200);
  });

  it('in a batch, each by its id', async () => {
    const { body } = await post([list, { ...list, id: 'two', method: 'prompts/list' }]);
    expect(body.map(({ id }: { id: unknown }) => id)).toEqual([1, 'two']);
  });

  it('by nothing, if it is a notification', async () => {
    expect(await post({ jsonrpc: '2.0', method: 'notifications/initialized' })).toMatchObject({
      status: 202,
      body: undefined,
    });
  });

  it('with the version that the client asks for, if it is one', async () => {
    const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '0' } };
    const { body } = await post({ jsonrpc: '2.0', id: 0, method: 'initialize', params });
    expect(body.result).toMatchObject({ protocolVersion: '2025-06-18', serverInfo: { name: 'dropforge' } });
  });

  it('without a result, if it takes too long', async () => {
    const { status, body } = await post([getJob(1), getJob(2)], {}, endpoint(slow, 20));
    expect([status, body.map(({ id, error }: { id: number; error: { code: number } }) => [id, error.code])]).toEqual([
      200,
      [
        [1, -32001],
        [2, -32001],
      ],
    ]);
  });

  it('even if the same batch calls it off', async () => {
    const cancel = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } };
    expect((await post([list, cancel])).body.id).toBe(1);
  });
});

describe('a request is refused', () => {
  it.each([
    ['by another method', event({ httpMethod: 'GET' }), 405, 'METHOD_NOT_ALLOWED'],
    ['to end a session that is none', event({ httpMethod: 'DELETE' }), 405, 'METHOD_NOT_ALLOWED'],
    ['by nobody', event({ requestContext: { domainName: 'api.example', identity: {} } }), 401, 'UNAUTHENTICATED'],
    ['from the page of a stranger', event({ headers: { origin: 'https://evil.example' } }), 403, 'FORBIDDEN'],
    ['from a page of no origin', event({ headers: { origin: 'null' } }), 403, 'FORBIDDEN'],
    ['for a name that was made to lead here', event({ headers: { host: 'evil.example' } }), 403, 'FORBIDDEN'],
  ])('%s', async (_, given, status, code) => {
    const reply = await endpoint()(given);
    expect([reply.statusCode, JSON.parse(reply.body).code]).toEqual([status, code]);
    expect(reply.headers?.['Content-Type']).toBe('application/problem+json');
    expect(reply.headers?.Allow).toBe(status === 405 ? 'POST' : undefined);
  });

  it.each([
    ['no JSON', '{', -32700],
    ['nothing', '', -32700],
    ['a bomb of brackets', '['.repeat(100_000), -32700],
    ['a key that changes what an object is', '{"jsonrpc":"2.0","id":1,"method":"ping","__proto__":{}}', -32700],
    ['a word', '"ping"', -32600],
    ['no JSON-RPC', '{"method":"tools/list","id":1}', -32600],
    ['an id that is an object', { ...list, id: {} }, -32600],
    ['an empty batch', [], -32600],
    ['a batch of more than a second may have', Array.from({ length: 11 }, (_, id) => ({ ...list, id })), -32600],
    ['two of one id', [list, list], -32600],
    ['a batch within a batch', [[list]], -32600],
  ])('%s', async (_, body, code) => {
    const reply = await post(body);
    expect([reply.status, reply.body.id, reply.body.error.code]).toEqual([400, null, code]);
    expect(JSON.stringify(reply.body).length).toBeLessThan(300);
  });

  it.each([
    ['that is no JSON by its type', { 'content-type': 'text/plain' }, 415],
    ['whose client takes no JSON', { accept: 'text/html' }, 406],
    ['of a version that there is none of', { 'mcp-protocol-version': '1999-01-01' }, 400],
  ])('%s', async (_, headers, status) => {
    const reply = await post(list, { headers });
    expect(reply.status).toBe(status);
    expect(reply.body.error.message).not.toContain('at ');
  });

  it.each([
    ['an unknown method', { jsonrpc: '2.0', id: 1, method: 'constructor' }, -32601],
    ['a method of the prototype', { jsonrpc: '2.0', id: 1, method: '__proto__' }, -32601],
    ['a call without a name', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: {} }, -32603],
  ])('%s, as JSON-RPC says it', async (_, body, code) => {
    const reply = await post(body);
    expect(reply.status).toBe(200);
    expect(reply.body.error.code).toBe(code);
  });
});

describe('a page that may call', () => {
  it('can read the answer', async () => {
    const { status, headers } = await post(list, { headers: { origin: 'https://console.example' } });
    expect([status, headers?.['Access-Control-Allow-Origin']]).toEqual([200, 'https://console.example']);
  });
});

describe('what nobody foresaw', () => {
  it('is logged, and told of no more than that', async () => {
    const error = new Error('hunter2');
    const broken = mcpEndpoint({
      serverFor: () => {
        throw error;
      },
      admins: [],
      corsOrigins: [],
      observer: {
        answered: () => undefined,
        failed: (_: string, one: unknown) => void failed.push(one),
      } as unknown as Parameters<typeof mcpEndpoint>[0]['observer'],
      deadlineMs: 1000,
    });
    const reply = await post(list, {}, broken);
    expect([reply.status, reply.body.code]).toEqual([500, 'INTERNAL']);
    expect(JSON.stringify(reply)).not.toContain('hunter2');
    expect(failed.at(-1)).toBe(error);
  });

  it('of a tool is told as its result', async () => {
    const tooMany = {
      getJob: () => Promise.reject(new ApiProblem('TOO_MANY_REQUESTS', 'Wait.', { retryAfterSeconds: 1 })),
    };
    const { status, body } = await post(getJob(), {}, endpoint(tooMany));
    expect([status, body.result.isError]).toEqual([200, true]);
  });
});
