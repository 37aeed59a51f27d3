import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { type WebhookReceiver, webhookReceiver } from '../../testing/webhook-receiver.ts';
import { type DeliverDeps, type Delivery, deliver } from './deliver.ts';
import { post } from './post.ts';

const now = new Date('2026-01-02T03:04:05.678Z');
const secret = 'a secret of both';
const delivery = (target: string): Delivery => ({
  target,
  eventId: 'e1',
  correlationId: 'c1',
  body: '{"subject":"ready — 25 resources"}',
});
const deps = (change: Partial<DeliverDeps> = {}): DeliverDeps => ({
  secret: async () => secret,
  exceptions: new Set(),
  now: () => now,
  timeoutMs: 2_000,
  ...change,
});

describe('A webhook', () => {
  let receiver: WebhookReceiver;
  beforeEach(async () => {
    receiver = await webhookReceiver();
  });
  afterEach(() => receiver.close());

  /** Calls the receiver on this machine as an exception. */
  const call = (path = '/hook', change: Partial<DeliverDeps> = {}) =>
    deliver(
      delivery(`https://127.0.0.1:${receiver.port}${path}`),
      deps({ exceptions: new Set([`127.0.0.1:${receiver.port}`]), ...change }),
    );

  it('is a POST of the JSON, signed with the time, with ids to know it by', async () => {
    expect(await call('/hook?team=a%20b')).toEqual({ outcome: 'delivered', statusCode: 204 });
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = receiver.received;
    expect({ path, body }).toEqual({ path: '/hook?team=a%20b', body: '{"subject":"ready — 25 resources"}' });
    const expected = createHmac('sha256', secret).update(`1767323045.${body}`).digest('hex');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-dropforge-signature': `t=1767323045,v1=${expected}`,
      'x-dropforge-event-id': 'e1',
      'x-correlation-id': 'c1',
      host: `127.0.0.1:${receiver.port}`,
    });
  });

  it.each([
    [200, 'delivered', undefined],
    [302, 'failed', false],
    [400, 'failed', false],
    [404, 'failed', false],
    [410, 'failed', false],
    [429, 'failed', true],
    [500, 'failed', true],
    [503, 'failed', true],
  ])('that is answered by %i is %s', async (status, outcome, passing) => {
    receiver.answer = () => ({ status });
    expect(await call()).toMatchObject({ outcome, statusCode: status, ...(passing !== undefined && { passing }) });
    expect(receiver.received).toHaveLength(1);
  });

  it('follows no redirect, and says so', async () => {
    receiver.answer = () => ({ status: 307, headers: { location: `http://127.0.0.1:${receiver.port}/elsewhere` } });
    expect(await call()).toMatchObject({ why: '127.0.0.1 answered 307; redirects are not followed.', passing: false });
    expect(receiver.received).toHaveLength(1);
  });

  it('waits for an answer no longer than it may, and may be tried again', async () => {
    receiver.answer = () => 'hang';
    expect(await call('/hook', { timeoutMs: 200 })).toMatchObject({
      why: '127.0.0.1 could not be called (TimeoutError).',
      passing: true,
    });
  });

  it('waits no longer for a name that does not resolve', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    expect(await deliver(delivery('https://example.com/'), deps({ resolve, timeoutMs: 100 }))).toMatchObject({
      why: 'example.com could not be called (TimeoutError).',
      passing: true,
    });
  });

  it('that is hung up on may be tried again', async () => {
    receiver.answer = () => 'hang-up';
    expect(await call()).toMatchObject({ why: '127.0.0.1 could not be called (ECONNRESET).', passing: true });
  });

  it('reads no endless answer', async () => {
    receiver.answer = () => ({ status: 200, body: 'x'.repeat(8 * 1024 * 1024) });
    expect(await call()).toEqual({ outcome: 'delivered', statusCode: 200 });
  });

  it('tells nobody what it is called by: only the host is in a reason', async () => {
    receiver.answer = () => ({ status: 500 });
    expect(JSON.stringify(await call('/services/T0/token-of-somebody?key=token-of-somebody'))).not.toContain('token');
  });

  it('is not called without a secret, and says so', async () => {
    expect(await call('/', { secret: async () => undefined })).toEqual({
      outcome: 'failed',
      why: 'This deployment has no secret to sign webhooks with.',
      passing: false,
    });
    expect(receiver.received).toEqual([]);
  });

  it('is tried again if its secret cannot be read just now', async () => {
    const throttled = async () => {
      throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    };
    expect(await call('/', { secret: throttled })).toMatchObject({
      why: '127.0.0.1 could not be called (ThrottlingException).',
      passing: true,
    });
  });

  it('to an address inside is refused before anything is resolved', async () => {
    const resolve = async () => {
      throw new Error('resolved');
    };
    expect(await deliver(delivery(`https://127.0.0.1:${receiver.port}/`), deps({ resolve }))).toEqual({
      outcome: 'failed',
      why: 'The webhook was refused: its address is not a public one.',
      passing: false,
    });
  });

  it.each([
    ['an address inside', ['10.0.0.1']],
    ['loopback in IPv6', ['::1']],
    ['a public address and one inside', ['93.184.216.34', '169.254.169.254']],
  ])('whose name leads to %s is refused', async (_, found) => {
    const resolve = async () => found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    expect(await deliver(delivery(`https://example.com:${receiver.port}/`), deps({ resolve }))).toEqual({
      outcome: 'failed',
      why: 'The webhook was refused: example.com leads to an address that is not public.',
      passing: false,
    });
    expect(receiver.received).toEqual([]);
  });
});

/** Of `hooks.example.com`, signed by itself for a hundred years: nothing else trusts it. */
const certificate = (file: 'key' | 'cert'): string =>
  readFileSync(join(import.meta.dirname, '..', '..', 'testing', 'certificate', `${file}.pem`), 'utf8');

describe('A POST over TLS', () => {
  const trusted = getCACertificates('default');
  let receiver: WebhookReceiver;
  const cert = certificate('cert');
  beforeAll(async () => {
    receiver = await webhookReceiver({ key: certificate('key'), cert });
  });
  afterAll(async () => {
    setDefaultCACertificates(trusted);
    await receiver.close();
  });

  const postTo = (host: string) =>
    post(
      {
        url: new URL(`https://${host}:${receiver.port}/hook`),
        addresses: [{ address: '127.0.0.1', family: 4 }],
        headers: { host: `${host}:${receiver.port}` },
        body: '{}',
        plain: false,
      },
      AbortSignal.timeout(5_000),
    );

  it('goes to no host that cannot prove its name', async () => {
    await expect(postTo('hooks.example.com')).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    setDefaultCACertificates([...trusted, cert]);
    await expect(postTo('evil.example.com')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(receiver.received).toEqual([]);
  });

  it('goes to the very address that was checked, whatever the name leads to, and proves the name all the same', async () => {
    setDefaultCACertificates([...trusted, cert]);
    expect(await postTo('hooks.example.com')).toBe(204);
    expect(receiver.received).toMatchObject([
      { path: '/hook', headers: { host: `hooks.example.com:${receiver.port}` } },
    ]);
  });
});
