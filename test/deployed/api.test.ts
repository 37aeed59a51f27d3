import { problem } from '#schemas/api/problem.ts';
import { type Answer, type Asked, apiClient } from './api-client.ts';
import { type Credentials, callersOf } from './callers.ts';
import { type DeployedStack, deployedStack } from './deployed-stack.ts';

describe('the REST API of the deployed stack', () => {
  let stack: DeployedStack | undefined;
  let ask: (method: string, path: string, asked?: Asked) => Promise<Answer>;
  let callers: Readonly<Record<'Ada' | 'Bob' | 'Stranger', Credentials>>;

  beforeAll(async () => {
    stack = await deployedStack('api');
    const restApiId = stack.output('RestApiId');
    ask = apiClient(stack.ministack, restApiId, stack.stage);
    callers = await callersOf(stack.clients, restApiId, ['Ada', 'Bob', 'Stranger'], ['Stranger']);
  });

  afterAll(async () => {
    await stack?.stop();
  });

  /** The problem that an answer is, after checking that it is one. */
  const problemOf = ({ status, headers, text }: Answer) => {
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    const told = problem.parse(JSON.parse(text));
    expect({ status, correlation: headers['x-correlation-id'] }).toEqual({
      status: told.status,
      correlation: told.correlationId,
    });
    return told;
  };

  it('tells whoever asks that it is up', async () => {
    const { status, text } = await ask('GET', '/v1/health');
    expect({ status, body: JSON.parse(text) }).toMatchObject({ status: 200, body: { status: 'OK' } });
  });

  it('asks for a signature', async () => {
    const answer = await ask('GET', '/v1/jobs');
    expect(problemOf(answer).code).toBe('UNAUTHENTICATED');
    expect(answer.headers['www-authenticate']).toBe('AWS4-HMAC-SHA256');
  });

  it.each<[string, () => Asked]>([
    ['of another secret', () => ({ as: { ...callers.Ada, secretAccessKey: 'guessed' } })],
    ['of a key that does not exist', () => ({ as: { ...callers.Ada, accessKeyId: 'ASIAXXXXXXXXXXXXXXXX' } })],
    ['of another request', () => ({ as: callers.Ada, forged: { 'x-amz-date': '20200101T000000Z' } })],
    ['of an hour ago', () => ({ as: callers.Ada, signedAt: new Date(Date.now() - 3_600_000) })],
  ])('refuses a signature %s', async (_, asked) => {
    const answer = await ask('GET', '/v1/jobs', asked());
    expect(problemOf(answer).code).toBe('UNAUTHENTICATED');
  });

  it('refuses who has no leave to call', async () => {
    const { status } = await ask('GET', '/v1/jobs', { as: callers.Stranger });
    expect(status).toBe(403);
  });
});
