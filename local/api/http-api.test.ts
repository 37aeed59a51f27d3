import { ApiProblem } from '#shared/api/api-problem.ts';
import { aJobId, aJobView } from '#shared/testing/api.ts';
import { type Fixture, startFixture } from '../cloud/fixture/cloud.ts';
import { httpApi, type Send } from './http-api.ts';
import { signedFetch } from './signed-fetch.ts';

const caller = { principal: 'nobody', isAdmin: true };
const correlationId = 'request-1';

const answering = (status: number, body: string, headers: Record<string, string> = {}) => {
  const sent: [string, Parameters<Send>[1]][] = [];
  const send: Send = async (url, init) => {
    sent.push([url.href, init]);
    return new Response(body, { status, headers });
  };
  return { api: httpApi('https://api.example/dev/', send), sent };
};

describe('an operation becomes a request', () => {
  it('with its path, query and headers', async () => {
    const { api, sent } = answering(200, JSON.stringify(aJobView()));
    const reply = await api('getJob', { caller, correlationId, path: { jobId: aJobId } });
    expect(reply).toEqual({ status: 200, body: aJobView() });
    await api('listJobs', { caller, correlationId, query: { kind: 'spec', cursor: undefined, limit: 3 } });
    expect(sent.map(([url, { method }]) => [method, url])).toEqual([
      ['GET', `https://api.example/dev/v1/jobs/${aJobId}`],
      ['GET', 'https://api.example/dev/v1/jobs?kind=spec&limit=3'],
    ]);
    expect(sent[0]?.[1].headers).toEqual({ accept: 'application/json', 'x-correlation-id': correlationId });
  });

  it('with its body', async () => {
    const { api, sent } = answering(202, '{}');
    const headers = { 'idempotency-key': 'once', 'x-other': undefined };
    await api('startInventory', { caller, correlationId, headers, body: { options: {} } });
    expect(sent[0]?.[1]).toEqual({
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'idempotency-key': 'once',
        'x-correlation-id': correlationId,
      },
      body: '{"options":{}}',
    });
  });

  it('that stays within the API, whatever a value says', async () => {
    const { api, sent } = answering(200, '{}');
    await api('getJob', { caller, correlationId, path: { jobId: '../../admin?x=1#' } });
    expect(sent[0]?.[0]).toBe('https://api.example/dev/v1/jobs/..%2F..%2Fadmin%3Fx%3D1%23');
  });
});

it.each(['.', '..', '', undefined])('a job called %j is not asked for', async (jobId) => {
  const { api, sent } = answering(200, '{}');
  await expect(api('getJob', { caller, correlationId, path: { jobId } })).rejects.toMatchObject({
    code: 'INVALID_REQUEST',
  });
  expect(sent).toEqual([]);
});

describe('a refusal is one here, too', () => {
  const problem = {
    type: 'about:blank',
    title: 'There is no such job',
    status: 404,
    detail: 'Look again.',
    code: 'NO_SUCH_JOB',
    correlationId,
    errors: [{ in: 'path', pointer: '/jobId', message: 'is none' }],
  };
  const cases: readonly (readonly [string, number, string, Record<string, string>, object])[] = [
    [
      'as the API says it',
      404,
      JSON.stringify(problem),
      {},
      { code: 'NO_SUCH_JOB', message: 'Look again.', errors: problem.errors },
    ],
    ['with the time to wait', 429, '', { 'retry-after': '3' }, { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 3 }],
    [
      'of a gateway',
      403,
      '{"message":"Missing Authentication Token"}',
      {},
      { code: 'FORBIDDEN', message: 'It answered 403.' },
    ],
    ['of a firewall', 403, '<html>', {}, { code: 'FORBIDDEN' }],
    ['of a proxy', 502, '<html>', {}, { code: 'UNAVAILABLE' }],
  ];
  it.each(cases)('%s', async (_, status, body, headers, expected) => {
    const { api } = answering(status, body, headers);
    await expect(api('getJob', { caller, correlationId, path: { jobId: aJobId } })).rejects.toMatchObject(expected);
  });

  it('if nobody answers, without a word of what was sent', async () => {
    const send: Send = () => Promise.reject(new Error('connect ECONNREFUSED with secret'));
    const asked = httpApi('https://user:hunter2@api.example/dev', send)('listJobs', { caller, correlationId });
    const refused = await asked.catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiProblem);
    expect(String(refused)).not.toMatch(/hunter2|secret/);
    expect(refused).toMatchObject({ code: 'UNAVAILABLE' });
  });
});

describe('a signed request', () => {
  const anna = { accessKeyId: 'AKIAANNA', secretAccessKey: 'secret of anna' };
  const principalArn = 'arn:aws:iam::000000000000:user/anna';
  let fixture: Fixture;
  beforeAll(async () => {
    const credentials = [{ ...anna, principalArn, accountId: '000000000000' }];
    fixture = await startFixture({ api: { auth: 'iam', credentials } });
  }, 60_000);
  afterAll(() => fixture.stop(), 30_000);

  const create = (credentials: typeof anna, region = 'us-east-1') =>
    httpApi(fixture.cloud.apiUrl ?? '', signedFetch(region, credentials))('createJob', {
      caller,
      correlationId,
      body: { kind: 'template', name: 'ärger' },
    });

  it('is taken for whoever signed', async () => {
    expect(JSON.stringify(await create(anna))).toContain(principalArn);
  }, 30_000);

  it('is refused with another key', async () => {
    await expect(create({ ...anna, secretAccessKey: 'guess' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is refused for another region', async () => {
    await expect(create(anna, 'eu-west-1')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is signed for the region that the address tells', async () => {
    const seen: string[] = [];
    const real = globalThis.fetch;
    globalThis.fetch = async (_, init) => {
      seen.push(new Headers(init?.headers).get('authorization') ?? '');
      return new Response('{}');
    };
    const api = httpApi('https://abcdef1234.execute-api.ap-south-1.amazonaws.com/dev', signedFetch('us-east-1', anna));
    await api('listJobs', { caller, correlationId }).finally(() => {
      globalThis.fetch = real;
    });
    expect(seen[0]).toContain('/ap-south-1/execute-api/aws4_request');
  });

  it('is not sent without credentials', async () => {
    const none = signedFetch('us-east-1', () => Promise.reject(new Error('no profile')));
    const asked = httpApi('https://api.example', none)('listJobs', { caller, correlationId });
    await expect(asked).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
