import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { problem } from '#schemas/api/problem.ts';
import { apiOf } from '../../testing/api.ts';
import { memoryObserver } from '../../testing/memory.ts';
import { principal, proxyEvent } from '../../testing/proxy-event.ts';
import type { OperationHandlers } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { restApi } from './rest-api.ts';

const jobId = '019b7a11-0000-7000-8000-000000000001';
const accepted = { jobId, correlationId: 'c', kind: 'template', isNew: true } as const;
const json = { 'Content-Type': 'application/json' };

type Told = Record<string, unknown>;

/** The API with operations that remember what they were asked, or fail as a test wants. */
const world = (handlers: Partial<OperationHandlers> = {}, corsOrigins: readonly string[] = []) => {
  const asked: unknown[] = [];
  const observer = memoryObserver();
  const remember =
    <Reply>(reply: Reply) =>
    async (request: unknown): Promise<Reply> => {
      asked.push(request);
      return reply;
    };
  const answer = restApi({
    api: apiOf({
      createJob: remember(accepted),
      generateSpec: remember(accepted),
      getJobStatus: remember({ jobId, status: 'Running' as const }),
      listJobs: remember({ jobs: [] }),
      cancelJob: remember(accepted),
      getHealth: async () => ({ status: 'OK', version: '1' }),
      ...handlers,
    }),
    admins: [],
    corsOrigins,
    observer,
  });
  const ask = async (event: APIGatewayProxyEvent) => {
    const reply = await answer(event, {} as Context, { signal: new AbortController().signal });
    return { ...reply, told: (reply.body === '' ? {} : JSON.parse(reply.body)) as Told };
  };
  return { ask, asked, observer };
};

const refusal = async (event: APIGatewayProxyEvent, handlers?: Partial<OperationHandlers>) => {
  const { ask, observer } = world(handlers);
  const reply = await ask(event);
  return { reply, observer, problem: problem.parse(reply.told) };
};

const post = (body: string | Uint8Array, headers: Readonly<Record<string, string | readonly string[]>> = json) =>
  proxyEvent({ method: 'POST', path: '/v1/jobs', headers, body });

const templateJob = { kind: 'template', input: { files: [{ name: 'a.json', content: '{}' }] } } as const;

describe('A request becomes a call of its operation', () => {
  it('with the body as its schema parsed it, and who asks', async () => {
    const { ask, asked } = world();
    const reply = await ask(post(JSON.stringify(templateJob), { ...json, 'Idempotency-Key': 'k-1' }));
    expect(reply.statusCode).toBe(202);
    expect(reply.told).toEqual(accepted);
    expect(asked).toMatchObject([
      { caller: { principal, isAdmin: false }, body: templateJob, headers: { 'idempotency-key': 'k-1' } },
    ]);
  });

  it('with the parameters of its path and query', async () => {
    const { ask, asked } = world();
    await ask(proxyEvent({ path: `/v1/job-status/${jobId}` }));
    await ask(proxyEvent({ path: '/v1/jobs', query: { limit: ['5'], unknown: ['1', '2'] } }));
    expect(asked).toMatchObject([{ path: { jobId } }, { query: { limit: 5 } }]);
  });

  it('with the path decoded once', async () => {
    const { ask, asked } = world();
    await ask(proxyEvent({ path: `/v1/job-status/${jobId.replace('0', '%30')}` }));
    expect(asked).toMatchObject([{ path: { jobId } }]);
  });

  it('whatever case its header has, and with a media type in any spelling', async () => {
    const { ask } = world();
    const headers = { 'CONTENT-TYPE': 'Application/JSON; charset=utf-8' };
    expect((await ask(post(JSON.stringify(templateJob), headers))).statusCode).toBe(202);
  });

  it('of bytes that came as base64', async () => {
    const { ask } = world();
    expect((await ask(post(Buffer.from(JSON.stringify(templateJob))))).statusCode).toBe(202);
  });

  it('of an operation without a body, whatever is sent along', async () => {
    const { ask } = world();
    const event = proxyEvent({
      method: 'POST',
      path: `/v1/jobs/${jobId}/cancel`,
      body: 'x',
      headers: { 'content-type': 'text/plain' },
    });
    expect((await ask(event)).statusCode).toBe(202);
  });
});

describe('Every reply', () => {
  it.each(['mine-1', 'arn:aws:x/y=z'])('has the correlation id that the caller gave: %s', async (given) => {
    const { ask, asked } = world();
    const reply = await ask(post(JSON.stringify(templateJob), { ...json, 'x-correlation-id': given }));
    expect(reply.headers?.['X-Correlation-Id']).toBe(given);
    expect(asked).toMatchObject([{ correlationId: given }]);
  });

  it.each(['', ' ', 'a b', 'x'.repeat(129), 'a\r\nSet-Cookie: b=c', '<script>', '{"level":"FATAL"}'])(
    'has the id of the request at the gateway, and is a refusal, if the one given is not fit to be one: %j',
    async (given) => {
      const { reply, problem } = await refusal(proxyEvent({ headers: { 'x-correlation-id': given } }));
      expect(reply.statusCode).toBe(400);
      expect(problem.errors).toMatchObject([{ in: 'header', pointer: '/x-correlation-id' }]);
      expect(problem.correlationId).toBe('request-1');
      expect(reply.headers?.['X-Correlation-Id']).toBe(problem.correlationId);
    },
  );

  it('is neither cached nor taken for what it is not', async () => {
    const { ask } = world();
    for (const event of [proxyEvent(), proxyEvent({ path: '/nothing' }), post('{')]) {
      expect((await ask(event)).headers).toMatchObject({
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        'Content-Type': expect.stringMatching(/^application\/(problem\+)?json$/),
      });
    }
  });

  it('is counted by operation and status', async () => {
    const { ask, observer } = world();
    await ask(proxyEvent());
    await ask(proxyEvent({ path: `/v1/job-status/x` }));
    await ask(proxyEvent({ path: '/nothing' }));
    expect(observer.told).toEqual([
      ['answered', 'getHealth 200'],
      ['answered', 'getJobStatus 400'],
      ['answered', 'none 404'],
    ]);
  });
});

describe('What cannot be read is refused', () => {
  it.each([
    ['an empty body', '', 'MALFORMED_BODY', 400],
    ['no JSON', 'kind=template', 'MALFORMED_BODY', 400],
    ['no UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d), 'MALFORMED_BODY', 400],
    ['deep JSON', '['.repeat(100_000), 'MALFORMED_BODY', 400],
    ['a prototype', '{"__proto__":{}}', 'MALFORMED_BODY', 400],
    ['6 MB', JSON.stringify({ a: 'x'.repeat(6 * 1024 * 1024) }), 'PAYLOAD_TOO_LARGE', 413],
    ['no object', '[]', 'INVALID_REQUEST', 400],
  ])('%s', async (_, body, code, status) => {
    const { problem, reply } = await refusal(post(body));
    expect([problem.code, reply.statusCode]).toEqual([code, status]);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json-patch+json',
    'multipart/form-data; boundary=x',
    'constructor',
    '',
  ])('a body in the content type %j', async (type) => {
    const { problem, reply } = await refusal(post('{}', { 'Content-Type': type }));
    expect([problem.code, reply.statusCode]).toEqual(['UNSUPPORTED_MEDIA_TYPE', 415]);
    expect(problem.detail).toContain('application/json');
  });

  it('every wrong field at once, each with where it is and without what it was', async () => {
    const body = { kind: 'template', input: { uploadId: 'hunter2-hunter2' }, notification: { type: 'FAX' }, more: 1 };
    const event = post(JSON.stringify(body), { ...json, 'Idempotency-Key': 'two words' });
    const { problem } = await refusal(event);
    expect(problem.code).toBe('INVALID_REQUEST');
    const places = problem.errors?.map(({ in: place, pointer }) => `${place}${pointer}`);
    expect(places).toEqual(
      expect.arrayContaining(['header/idempotency-key', 'body/input/uploadId', 'body/notification/type', 'body']),
    );
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });

  it('what fits none of several forms, by what each of them asks', async () => {
    const { problem } = await refusal(post(JSON.stringify({ kind: 'template', input: {} })));
    expect(problem.errors).toMatchObject([
      { pointer: '/input', message: expect.stringMatching(/files.*uploadId.*folder/) },
    ]);
  });

  it('a query parameter that is given twice', async () => {
    const { problem } = await refusal(proxyEvent({ path: '/v1/jobs', query: { kind: ['template', 'spec'] } }));
    expect(problem.errors).toEqual([{ in: 'query', pointer: '/kind', message: 'is given more than once' }]);
  });

  it('an idempotency key that is given twice', async () => {
    const { problem } = await refusal(post(JSON.stringify(templateJob), { ...json, 'Idempotency-Key': ['a', 'b'] }));
    expect(problem.errors).toMatchObject([{ in: 'header', pointer: '/idempotency-key' }]);
  });

  it.each(['%ff', '%', '%2e%2e%2f', 'x', `${jobId}%00`, `${jobId}%0d%0aX: y`])('the job id %j', async (id) => {
    const { problem, reply } = await refusal(proxyEvent({ path: `/v1/job-status/${id}` }));
    expect([problem.code, reply.statusCode]).toEqual(['INVALID_REQUEST', 400]);
    expect(problem.errors).toMatchObject([{ in: 'path', pointer: '/jobId' }]);
  });
});

describe('What is not there', () => {
  it.each(['/', '/v1', '/v1/jobs/a/b/c', '/v2/jobs', '/v1/constructor', '/v1/jobs/../health', '//v1/jobs'])(
    'is not found: %s',
    async (path) => {
      const { problem, reply } = await refusal(proxyEvent({ path }));
      expect([problem.code, reply.statusCode]).toEqual(['NOT_FOUND', 404]);
    },
  );

  it.each([
    ['DELETE', '/v1/jobs', 'POST, GET'],
    ['POST', '/v1/health', 'GET'],
    ['OPTIONS', '/v1/health', 'GET'],
    ['TRACE', `/v1/jobs/${jobId}/cancel`, 'POST'],
    ['PUT', `/v1/jobs/${jobId}/`, 'GET'],
  ])('may be there by another method: %s %s', async (method, path, allow) => {
    const { problem, reply } = await refusal(proxyEvent({ method, path }));
    expect([problem.code, reply.statusCode, reply.headers?.Allow]).toEqual(['METHOD_NOT_ALLOWED', 405, allow]);
  });
});

describe('Who is not known', () => {
  it('is asked to sign', async () => {
    const { problem, reply } = await refusal(proxyEvent({ path: '/v1/jobs', userArn: '' }));
    expect([problem.code, reply.statusCode]).toEqual(['UNAUTHENTICATED', 401]);
  });

  it('learns nothing of the body before', async () => {
    const { problem } = await refusal({ ...proxyEvent({ path: '/v1/jobs', userArn: '', method: 'POST', body: '{' }) });
    expect(problem.code).toBe('UNAUTHENTICATED');
  });

  it('may ask for what is public', async () => {
    expect((await world().ask(proxyEvent({ userArn: '' }))).statusCode).toBe(200);
  });
});

describe('What goes wrong here', () => {
  const failing = (error: unknown): Partial<OperationHandlers> => ({ listJobs: () => Promise.reject(error) });
  const list = proxyEvent({ path: '/v1/jobs' });

  it('is logged, and told without its words', async () => {
    const { problem, observer, reply } = await refusal(list, failing(new Error('password hunter2 at /var/task')));
    expect([problem.code, problem.status]).toEqual(['INTERNAL', 500]);
    expect(reply.body).not.toMatch(/hunter2|var.task|stack/);
    expect(observer.told).toContainEqual(['failed', 'listJobs Error']);
  });

  const named = (name: string, more: object = {}) => Object.assign(new Error('of AWS'), { name, ...more });
  it.each([
    ['throttled', named('ProvisionedThroughputExceededException')],
    ['slowed down', named('SlowDown')],
    ['not reachable', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['not answered in time', named('TimeoutError')],
    ['failing itself', named('Unknown', { $metadata: { httpStatusCode: 500 } })],
  ])('may pass if AWS is %s', async (_, error) => {
    const { problem, reply } = await refusal(list, failing(error));
    expect([problem.code, reply.statusCode, reply.headers?.['Retry-After']]).toEqual(['UNAVAILABLE', 503, '5']);
  });

  it.each([['a string'], [undefined], [null], [named('AccessDenied', { $metadata: { httpStatusCode: 403 } })]])(
    'will not pass by itself if it is %p',
    async (error) => expect((await refusal(list, failing(error))).problem.code).toBe('INTERNAL'),
  );

  it('is not blamed on a reply that says when to come back', async () => {
    const error = new ApiProblem('TOO_MANY_REQUESTS', 'Too fast.', { retryAfterSeconds: 0.2 });
    const { reply, observer } = await refusal(list, failing(error));
    expect([reply.statusCode, reply.headers?.['Retry-After']]).toEqual([429, '1']);
    expect(observer.told).toEqual([['answered', 'listJobs 429']]);
  });
});

describe('Pages of other origins', () => {
  const origin = 'https://console.example';
  const preflight = (from: string, path = '/v1/jobs') =>
    proxyEvent({
      method: 'OPTIONS',
      path,
      userArn: '',
      headers: { Origin: from, 'Access-Control-Request-Method': 'POST' },
    });
  const allowedTo = ({ headers }: APIGatewayProxyResult) => headers?.['Access-Control-Allow-Origin'];

  it('may call if they are configured, and read the headers that help', async () => {
    const { ask } = world({}, [origin]);
    const before = await ask(preflight(origin));
    expect([before.statusCode, before.body, allowedTo(before)]).toEqual([204, '', origin]);
    expect(before.headers?.['Access-Control-Allow-Headers']).toContain('Idempotency-Key');
    const reply = await ask(proxyEvent({ headers: { origin } }));
    expect([allowedTo(reply), reply.headers?.Vary]).toEqual([origin, 'Origin']);
    expect(reply.headers?.['Access-Control-Expose-Headers']).toContain('X-Correlation-Id');
  });

  it('may read a refusal, too', async () => {
    const { ask } = world({}, [origin]);
    expect(allowedTo(await ask(proxyEvent({ path: '/nothing', headers: { origin } })))).toBe(origin);
  });

  it.each(['https://evil.example', 'https://console.example.evil.example', 'null', 'https://CONSOLE.example'])(
    'may not from %s',
    async (from) => {
      const { ask } = world({}, [origin]);
      const before = await ask(preflight(from));
      expect([before.statusCode, allowedTo(before)]).toEqual([405, undefined]);
      const reply = await ask(proxyEvent({ headers: { origin: from } }));
      expect([allowedTo(reply), reply.headers?.Vary]).toEqual([undefined, 'Origin']);
    },
  );

  it('may not at all if none is configured', async () => {
    const { ask } = world();
    expect(allowedTo(await ask(preflight(origin)))).toBeUndefined();
    expect(allowedTo(await ask(proxyEvent({ headers: { origin } })))).toBeUndefined();
  });
});

describe('A form with an archive and a descriptor', () => {
  const descriptor = JSON.stringify({ a: 1 });
  const form = async (parts: readonly (readonly [string, string | Blob])[]) => {
    const data = new FormData();
    for (const [name, value] of parts) data.append(name, value);
    const sent = new Response(data);
    return {
      body: new Uint8Array(await sent.arrayBuffer()),
      headers: { 'Content-Type': sent.headers.get('content-type') ?? '' },
    };
  };
  const archive = new Blob([Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0xff, 0x00)], { type: 'application/zip' });
  const event = (sent: Awaited<ReturnType<typeof form>>) =>
    proxyEvent({ method: 'POST', path: '/v1/generate-spec', ...sent });

  it('is the JSON that it stands for', async () => {
    const features = { moduleName: 'Shop', version: '1.0', features: [{ id: 'F-1', description: 'Holds goods' }] };
    const { ask, asked } = world();
    const reply = await ask(
      event(
        await form([
          ['archive', archive],
          ['descriptor', new Blob([JSON.stringify(features)])],
        ]),
      ),
    );
    expect(reply.told).toEqual(accepted);
    expect(asked).toMatchObject([
      {
        body: {
          input: { files: [{ name: 'archive.zip', contentBase64: 'UEsDBP8A' }] },
          descriptor: { moduleName: 'Shop' },
        },
      },
    ]);
  });

  it.each([
    ['without an archive', [['descriptor', descriptor]], '/archive'],
    ['without a descriptor', [['archive', archive]], '/descriptor'],
    [
      'with two archives',
      [
        ['archive', archive],
        ['archive', archive],
        ['descriptor', descriptor],
      ],
      '/archive',
    ],
    [
      'with something else',
      [
        ['archive', archive],
        ['descriptor', descriptor],
        ['__proto__', 'x'],
      ],
      '',
    ],
    ['without anything', [], '/archive'],
  ] as const)('%s is refused', async (_, parts, pointer) => {
    const { problem } = await refusal(event(await form(parts)));
    expect(problem.code).toBe('INVALID_REQUEST');
    expect(problem.errors).toContainEqual(expect.objectContaining({ in: 'body', pointer }));
  });

  it.each([
    ['with a bomb for a descriptor', '{"a":'.repeat(100_000)],
    ['with a descriptor that is no JSON', 'moduleName: Shop'],
    ['with an empty descriptor', ''],
  ])('%s is refused', async (_, text) => {
    const { problem } = await refusal(
      event(
        await form([
          ['archive', archive],
          ['descriptor', text],
        ]),
      ),
    );
    expect(problem.code).toBe('MALFORMED_BODY');
  });

  it('with more than 4 MB in its archive is refused', async () => {
    const large = new Blob([new Uint8Array(4 * 1024 * 1024 + 1)]);
    const { problem } = await refusal(
      event(
        await form([
          ['archive', large],
          ['descriptor', descriptor],
        ]),
      ),
    );
    expect([problem.code, problem.status]).toEqual(['PAYLOAD_TOO_LARGE', 413]);
  });

  it.each(['multipart/form-data', 'multipart/form-data; boundary=other', 'multipart/form-data; boundary='])(
    'in the content type %s is refused',
    async (type) => {
      const sent = await form([
        ['archive', archive],
        ['descriptor', descriptor],
      ]);
      const { problem } = await refusal(event({ ...sent, headers: { 'Content-Type': type } }));
      expect(problem.code).toBe('MALFORMED_BODY');
    },
  );
});
