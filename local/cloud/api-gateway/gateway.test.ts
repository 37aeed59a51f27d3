import { request } from 'node:http';
import type { JsonObject } from '#schemas/json.ts';
import { type Fixture, startFixture } from '../fixture/cloud.ts';

const lines: string[] = [];
let fixture: Fixture;
let url: string;
beforeAll(async () => {
  fixture = await startFixture({
    onLog: (name, line) => lines.push(`${name}: ${line}`),
    api: { allowedOrigins: ['https://console.example'] },
  });
  url = fixture.cloud.apiUrl ?? '';
}, 30_000);
afterAll(() => fixture.stop(), 30_000);

const ask = (path: string, init: RequestInit = {}) => fetch(`${url}${path}`, init);
/** Makes the function do something else than answer with the event it got. */
const order = (what: JsonObject, path = '/v1/jobs', headers: Record<string, string> = {}) =>
  ask(path, {
    method: 'POST',
    body: JSON.stringify(what),
    headers: { 'content-type': 'application/json', ...headers },
  });
const reply = (answer: unknown, headers?: Record<string, string>) =>
  order({ do: 'reply', reply: answer as JsonObject }, '/v1/jobs', headers);

/** A request with a path and headers that `fetch` would mend. */
const raw = (method: string, path: string, headers: readonly string[], body = '') =>
  new Promise<{ status: number; body: JsonObject }>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const asking = request({ hostname, port, method, path, headers: [...headers], setHost: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString() || '{}') }),
      );
    });
    asking.on('error', reject);
    asking.end(body);
  });
const host = () => ['Host', new URL(url).host];

describe('a function behind a REST API gets a proxy event', () => {
  it('in payload format 1.0, as it came', async () => {
    const headers = [...host(), 'X-Twice', 'a', 'User-Agent', 'test', 'x-twice', 'b', 'Content-Length', '2'];
    const { body } = await raw('PUT', '/v1/files/a%20b/c%2Fd?x=1&x=2&y=%26+&__proto__=p', headers, 'hi');
    const port = new URL(url).port;
    expect(body).toEqual({
      resource: '/v1/files/{path+}',
      path: '/v1/files/a%20b/c%2Fd',
      httpMethod: 'PUT',
      headers: expect.objectContaining({
        Host: `127.0.0.1:${port}`,
        'X-Twice': 'b',
        'X-Forwarded-For': '127.0.0.1',
        'X-Forwarded-Port': port,
        'X-Forwarded-Proto': 'http',
      }),
      multiValueHeaders: expect.objectContaining({ 'X-Twice': ['a', 'b'] }),
      queryStringParameters: JSON.parse('{"x":"2","y":"& ","__proto__":"p"}'),
      multiValueQueryStringParameters: JSON.parse('{"x":["1","2"],"y":["& "],"__proto__":["p"]}'),
      pathParameters: { path: 'a%20b/c%2Fd' },
      stageVariables: { colour: 'blue' },
      requestContext: {
        accountId: '000000000000',
        apiId: expect.stringMatching(/^[0-9a-z]{10}$/),
        deploymentId: 'embedded',
        domainName: `127.0.0.1:${port}`,
        domainPrefix: '127',
        extendedRequestId: expect.any(String),
        httpMethod: 'PUT',
        identity: {
          accessKey: 'embedded',
          accountId: '000000000000',
          caller: expect.stringMatching(/^AIDA[0-9A-F]{17}$/),
          cognitoAuthenticationProvider: null,
          cognitoAuthenticationType: null,
          cognitoIdentityId: null,
          cognitoIdentityPoolId: null,
          principalOrgId: null,
          sourceIp: '127.0.0.1',
          user: expect.any(String),
          userAgent: 'test',
          userArn: 'arn:aws:iam::000000000000:user/local',
        },
        path: '/test/v1/files/a%20b/c%2Fd',
        protocol: 'HTTP/1.1',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        requestTimeEpoch: expect.any(Number),
        resourceId: '/v1/files/{path+}',
        resourcePath: '/v1/files/{path+}',
        stage: 'test',
      },
      body: 'hi',
      isBase64Encoded: false,
    });
    expect(Object.keys(body.headers as JsonObject).map((name) => name.toLowerCase())).not.toContain('content-length');
  });

  it('with null where there is nothing', async () => {
    expect(await (await ask('/v1/jobs')).json()).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      body: null,
      isBase64Encoded: false,
    });
  });

  it('with no caller where none is asked for', async () => {
    const event = await (await ask('/v1/health')).json();
    expect(event).toMatchObject({ requestContext: { identity: { userArn: null, accessKey: null } } });
  });

  it('with the body of a binary media type in Base64', async () => {
    const bytes = Buffer.from([0, 255, 13, 10]);
    const headers = { 'content-type': 'Multipart/Form-Data; boundary=x' };
    const event = await (await ask('/v1/files/x', { method: 'POST', body: bytes, headers })).json();
    expect(event).toMatchObject({ body: bytes.toString('base64'), isBase64Encoded: true });
  });
});

describe("a function's answer", () => {
  it('is what the caller gets', async () => {
    const answer = await reply({
      statusCode: '201',
      headers: { Location: '/v1/jobs/1', 'X-Number': 7, 'set-cookie': 'lost=1' },
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
      body: '{"ok":true}',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('location')).toBe('/v1/jobs/1');
    expect(answer.headers.get('x-number')).toBe('7');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await answer.json()).toEqual({ ok: true });
  });

  it('keeps its length and its own names for headers that are the gateway’s', async () => {
    const own = { 'Content-Length': '999', 'WWW-Authenticate': 'Bearer', 'Transfer-Encoding': 'chunked' };
    const answer = await reply({ statusCode: 401, headers: own, body: 'no' });
    expect(answer.headers.get('content-length')).toBe('2');
    expect(answer.headers.get('www-authenticate')).toBeNull();
    expect(answer.headers.get('x-amzn-remapped-www-authenticate')).toBe('Bearer');
    expect(await answer.text()).toBe('no');
  });

  it('in Base64 becomes bytes only for a caller that accepts a binary type', async () => {
    const zip = {
      statusCode: 200,
      headers: { 'Content-Type': 'application/zip' },
      body: 'AP8=',
      isBase64Encoded: true,
    };
    const bytes = await (await reply(zip, { accept: 'application/zip, */*' })).arrayBuffer();
    expect(Buffer.from(bytes)).toEqual(Buffer.from([0, 255]));
    expect(await (await reply(zip, { accept: '*/*' })).text()).toBe('AP8=');
  });

  it.each([
    ['no object', 'text'],
    ['null', null],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['a field that is not known', { statusCode: 200, cookies: ['a=1'] }],
    ['a status that is none', { statusCode: 'teapot' }],
    ['a status beyond all', { statusCode: 1000 }],
    ['a header that would become two', { statusCode: 200, headers: { 'X-A': 'a\r\nSet-Cookie: b=1' } }],
    ['a header name that would', { statusCode: 200, headers: { 'X-A: b\r\nX-C': 'd' } }],
    ['the error of another function', { errorMessage: 'no', errorType: 'Error', trace: [] }],
  ])('that is %s is 502, and says nothing of why', async (_, answer) => {
    const answered = await reply(answer);
    expect(answered.status).toBe(502);
    expect(answered.headers.get('x-amzn-errortype')).toBe('InternalServerErrorException');
    expect(await answered.json()).toEqual({ message: 'Internal server error' });
    expect(answered.headers.get('set-cookie')).toBeNull();
  });

  it.each(['throw', 'exit', 'hang'])('that never came (%s) is 502, and the next one comes', async (act) => {
    const answered = await order({ do: act });
    expect(answered.status).toBe(502);
    expect(await answered.text()).toBe('{"message":"Internal server error"}');
    expect((await ask('/v1/health')).status).toBe(200);
  });

  it('that is larger than Lambda hands back is 502', async () => {
    expect((await order({ do: 'large', bytes: 6 * 1024 * 1024 + 200 })).status).toBe(502);
    expect((await order({ do: 'large', bytes: 6 * 1024 * 1024 - 200 })).status).toBe(200);
  });

  it('that takes longer than the integration waits is 504', async () => {
    const answered = await order({ do: 'hang' }, '/v1/slow');
    expect(answered.status).toBe(504);
    expect(await answered.json()).toEqual({ message: 'Endpoint request timed out' });
  });
});

describe('many callers at once', () => {
  it('are all answered, however long the last of them waits for the few environments there are', async () => {
    const wait = (act: string) => order({ do: act }, '/v1/slow').then(({ status }) => status);
    // Both environments are taken for two seconds, which is longer than the integration waits.
    const first = [wait('hang'), wait('hang')];
    const later = await Promise.all(Array.from({ length: 200 }, () => wait('echo')));
    expect(new Set(later)).toEqual(new Set([200]));
    expect(await Promise.all(first)).toEqual([504, 504]);
  }, 30_000);
});

describe('the gateway itself', () => {
  it.each([
    ['GET', '/nothing'],
    ['DELETE', '/v1/jobs'],
    ['HEAD', '/v1/jobs'],
    ['TRACE', '/v1/jobs'],
    ['PUT', '/v1/jobs/latest'],
    ['GET', '/v1/files'],
    ['GET', '/v1/../v1/jobs'],
  ])('answers %s %s, which is not there, in the shape the definition gives', async (method, path) => {
    const { status, body } = await raw(method, path, [...host(), 'User-Agent', 'curl']);
    expect(status).toBe(404);
    if (method !== 'HEAD')
      expect(body).toEqual({
        title: 'Missing Authentication Token',
        type: 'MISSING_AUTHENTICATION_TOKEN',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
  });

  it('takes the next route that has the method, if the most specific one has not', async () => {
    expect(await (await ask('/v1/jobs/latest')).json()).toMatchObject({
      resource: '/v1/jobs/{jobId}',
      pathParameters: { jobId: 'latest' },
    });
  });

  it('puts into headers what the definition says', async () => {
    const answer = await ask('/nothing', { headers: { 'user-agent': 'curl/8' } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('x-asked-by')).toBe('curl/8');
    expect(answer.headers.get('x-request')).toBe(answer.headers.get('x-amzn-requestid'));
    expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
  });

  it('answers a mock integration itself', async () => {
    const answer = await ask('/v1/jobs', { method: 'OPTIONS' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://console.example');
  });

  it('refuses what a request validator of the definition does not let through', async () => {
    const missing = await order({ kind: 'a' }, '/v1/checked');
    expect([missing.status, await missing.json()]).toEqual([
      400,
      { message: 'Missing required request parameters: [q]' },
    ]);
    const invalid = await order({}, '/v1/checked?q=1');
    expect([invalid.status, await invalid.json()]).toEqual([400, { why: expect.stringContaining('/kind: ') }]);
    expect((await order({ kind: 'a' }, '/v1/checked?q=1')).status).toBe(200);
  });

  it('refuses more than 10 MB, told beforehand or not', async () => {
    const bytes = Buffer.alloc(10 * 1024 * 1024 + 1, 'x');
    const told = await ask('/v1/jobs', { method: 'POST', body: bytes });
    expect([told.status, await told.text()]).toEqual([413, '{"too":"large"}']);
    const stream = new Blob([bytes]).stream();
    const streamed = await ask('/v1/jobs', { method: 'POST', body: stream, duplex: 'half' } as RequestInit);
    expect(streamed.status).toBe(413);
  });

  it('refuses more than Lambda takes, counted as the event', async () => {
    const zip = { 'content-type': 'application/zip' };
    const mb = (count: number) => Buffer.alloc(count * 1024 * 1024);
    const send = (body: Buffer) => ask('/v1/jobs', { method: 'POST', body, headers: zip });
    // A third more in Base64.
    expect((await send(mb(5))).status).toBe(413);
    expect((await send(mb(4))).status).not.toBe(413);
  });

  it('refuses headers of more than 10,240 bytes', async () => {
    expect((await ask('/v1/health', { headers: { 'x-a': 'a'.repeat(10_240) } })).status).toBe(431);
  });

  it('writes its access log as the stage wants it, and nothing of what a function said', async () => {
    await order({ do: 'throw' });
    const log = lines.filter((line) => line.startsWith('api-gateway: {'));
    expect(log.map((line) => JSON.parse(line.slice('api-gateway: '.length)))).toContainEqual({
      path: '/v1/jobs',
      status: 502,
      user: 'arn:aws:iam::000000000000:user/local',
      no: '-',
    });
  });
});

describe('without signatures, a browser cannot be made to act for the local user', () => {
  it.each(['evil.example', '127.0.0.1.evil.example', '169.254.1.1', 'localhost.evil.example:80', ''])(
    'by the name %s leading here',
    async (name) => {
      expect((await raw('GET', '/v1/health', ['Host', name])).status).toBe(403);
    },
  );

  it.each(['localhost', 'LOCALHOST:80', '[::1]:8080', '127.0.0.1'])('%s is this machine', async (name) => {
    expect((await raw('GET', '/v1/health', ['Host', name])).status).toBe(200);
  });

  it.each(['https://evil.example', 'null', 'http://127.0.0.1', 'https://console.example.evil.example'])(
    'by a page of %s',
    async (origin) => {
      const answer = await order({}, '/v1/jobs', { origin });
      expect([answer.status, await answer.json()]).toEqual([
        403,
        { message: 'Requests from pages of this origin are not taken' },
      ]);
      expect((await ask('/v1/jobs', { headers: { origin } })).status).toBe(200);
    },
  );

  it('but pages of its own and of the origins it was given may', async () => {
    expect((await order({}, '/v1/jobs', { origin: url })).status).toBe(200);
    expect((await order({}, '/v1/jobs', { origin: 'https://console.example' })).status).toBe(200);
  });
});
