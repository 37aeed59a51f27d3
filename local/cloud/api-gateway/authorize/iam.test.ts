import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { isObject } from '#schemas/json.ts';
import { type Fixture, startFixture } from '../../fixture/cloud.ts';
import type { KnownCredential } from '../options.ts';

const accountId = '000000000000';
const anna: KnownCredential = {
  accessKeyId: 'AKIAANNA',
  secretAccessKey: 'secret of anna',
  principalArn: `arn:aws:iam::${accountId}:user/anna`,
  accountId,
};
const reader: KnownCredential = {
  accessKeyId: 'ASIAREADER',
  secretAccessKey: 'secret of reader',
  sessionToken: 'token of reader',
  principalArn: `arn:aws:sts::${accountId}:assumed-role/Reader/ben`,
  accountId,
};

let fixture: Fixture;
let url: string;
beforeAll(async () => {
  fixture = await startFixture({ api: { auth: 'iam', credentials: [anna, reader] } });
  url = fixture.cloud.apiUrl ?? '';
}, 30_000);
afterAll(() => fixture.stop(), 30_000);

type Signing = {
  readonly path?: string;
  readonly query?: Record<string, string | string[]>;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly at?: Date;
  readonly region?: string;
  readonly service?: string;
  readonly applyChecksum?: boolean;
};

/** The headers that a signed POST has. */
const sign = async (credentials: KnownCredential, signing: Signing = {}): Promise<Record<string, string>> => {
  const { region = 'us-east-1', service = 'execute-api', applyChecksum = true } = signing;
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256, applyChecksum });
  const request = {
    method: 'POST',
    protocol: 'http:',
    hostname: '127.0.0.1',
    path: signing.path ?? '/v1/jobs',
    query: signing.query ?? {},
    headers: { host: new URL(url).host, 'content-type': 'application/json', ...signing.headers },
    body: signing.body ?? '{}',
  };
  return (await signer.sign(request, { signingDate: signing.at ?? new Date() })).headers;
};

const post = (headers: Record<string, string>, body = '{}', path = '/v1/jobs') =>
  fetch(`${url}${path}`, { method: 'POST', headers, body });

const minutes = (count: number) => new Date(Date.now() + count * 60_000);

/** Status, kind of error and message of a refusal. */
const refusal = async (answer: Promise<Response>) => {
  const response = await answer;
  const told: unknown = await response.json();
  const message = isObject(told) ? (told.message ?? told.title) : told;
  return [response.status, response.headers.get('x-amzn-errortype'), message];
};

describe('with IAM authorization a signed request', () => {
  it.each([
    ['a user', anna, { accessKey: 'AKIAANNA', userArn: anna.principalArn, accountId }, /^AIDA[0-9A-F]{17}$/],
    ['a role', reader, { accessKey: 'ASIAREADER', userArn: reader.principalArn }, /^AROA[0-9A-F]{17}:ben$/],
  ])('makes %s known to the function', async (_, credential, identity, caller) => {
    const answer = await post(await sign(credential));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      requestContext: { identity: { ...identity, caller: expect.stringMatching(caller) } },
    });
  });

  it.each<[string, Signing, string]>([
    ['a query', { query: { a: ['2', '1'], 'b c': 'd/+&é' } }, '/v1/jobs?a=2&a=1&b%20c=d%2F%2B%26%C3%A9'],
    ['an encoded path', { path: '/v1/files/a%20b/c%2Fd' }, '/v1/files/a%20b/c%2Fd'],
    ['no hash of the body', { applyChecksum: false }, '/v1/jobs'],
    ['a clock 14 minutes off', { at: minutes(-14) }, '/v1/jobs'],
  ])('may have %s', async (_, signing, path) => {
    expect((await post(await sign(anna, signing), '{}', path)).status).toBe(200);
  });

  it('is not needed where the definition asks for none', async () => {
    expect((await fetch(`${url}/v1/health`)).status).toBe(200);
  });
});

describe('with IAM authorization nothing else comes through', () => {
  it('unsigned', async () => {
    expect(await refusal(post({}))).toEqual([
      404, // what the fixture's definition makes of 403
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    ]);
  });

  it.each([
    ['Bearer abc', "Authorization header requires 'Credential' parameter."],
    ['AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=1', 'Credential must have exactly 5'],
    ['AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host, Signature=1', "requires an 'X-Amz-Date'"],
  ])('with an Authorization of %s', async (authorization, message) => {
    expect(await refusal(post({ authorization }))).toEqual([
      403,
      'IncompleteSignatureException',
      expect.stringContaining(message),
    ]);
  });

  const mismatch = [
    403,
    'InvalidSignatureException',
    expect.stringContaining('signature we calculated does not match'),
  ];

  it('forged with another secret', async () => {
    expect(await refusal(post(await sign({ ...anna, secretAccessKey: 'guess' })))).toEqual(mismatch);
  });

  it("with one principal's key and another's signature", async () => {
    const headers = await sign({ ...reader, accessKeyId: anna.accessKeyId, sessionToken: '' });
    expect(await refusal(post(headers))).toEqual(mismatch);
  });

  it.each([true, false])('with another body than was signed (its hash told: %s)', async (applyChecksum) => {
    expect(await refusal(post(await sign(anna, { applyChecksum }), '{"a":1}'))).toEqual(mismatch);
  });

  it('with a body that was not signed', async () => {
    const headers = await sign(anna, { headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } });
    expect(await refusal(post(headers))).toEqual(mismatch);
  });

  it.each([
    ['path', '/v1/jobs/latest'],
    ['query', '/v1/jobs?admin=1'],
  ])('with another %s than was signed', async (_, path) => {
    expect(await refusal(post(await sign(anna), '{}', path))).toEqual(mismatch);
  });

  it('for another host', async () => {
    expect(await refusal(post(await sign(anna, { headers: { host: 'id.execute-api.example' } })))).toEqual(mismatch);
  });

  it('with a header changed that was signed', async () => {
    expect(await refusal(post({ ...(await sign(anna)), 'content-type': 'text/plain' }))).toEqual(mismatch);
  });

  it('with a signature that leaves its time or host open', async () => {
    const headers = await sign(anna);
    const authorization = headers.authorization?.replace('host;', '') ?? '';
    expect(await refusal(post({ ...headers, authorization }))).toEqual(mismatch);
  });

  it.each([
    [-16, 'Signature expired'],
    [16, 'Signature not yet current'],
  ])('signed %s minutes from now', async (away, message) => {
    expect(await refusal(post(await sign(anna, { at: minutes(away) })))).toEqual([
      403,
      'InvalidSignatureException',
      expect.stringContaining(message),
    ]);
  });

  it.each([
    [{ region: 'eu-west-1' }, 'Credential should be scoped to a valid region.'],
    [{ service: 's3' }, "Credential should be scoped to correct service: 'execute-api'."],
  ])('scoped to %j', async (scope, message) => {
    expect(await refusal(post(await sign(anna, scope)))).toEqual([403, 'InvalidSignatureException', message]);
  });

  const unknown = [403, 'UnrecognizedClientException', 'The security token included in the request is invalid.'];

  it.each([
    ['a key that nobody has', { ...anna, accessKeyId: 'AKIANOBODY' }],
    ['temporary credentials without their token', { ...reader, sessionToken: '' }],
    ['a token that is not theirs', { ...reader, sessionToken: 'other' }],
  ])('with %s', async (_, credential) => {
    expect(await refusal(post(await sign(credential)))).toEqual(unknown);
  });
});
