import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import type { ObservedEvent } from '../../event-bridge/event.ts';
import { echoOf, type Fixture, startFixture } from '../../fixture/cloud.ts';

const bucket = 'drops-000000000000';
const mb = 1024 * 1024;

let fixture: Fixture;
let signer: S3Client;
beforeAll(async () => {
  fixture = await startFixture();
  signer = signerOf('embedded', 'embedded');
}, 30_000);
afterAll(async () => {
  signer.destroy();
  await fixture.stop();
}, 30_000);

const signerOf = (accessKeyId: string, secretAccessKey: string, region = 'us-east-1') =>
  new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    endpoint: fixture.cloud.env.AWS_ENDPOINT_URL_S3 ?? '',
    forcePathStyle: true,
  });

const presign = (options: Partial<PresignedPostOptions> = {}, by: S3Client = signer) =>
  createPresignedPost(by, {
    Bucket: bucket,
    Key: 'uploads/me/1/a b.txt',
    Fields: { 'Content-Type': 'text/plain' },
    Conditions: [['content-length-range', 1, 50 * mb]],
    ...options,
  });

/** Sends a form as a browser does; `fields` on top of, or (undefined) without, those that were signed. */
const send = async (
  { url, fields }: PresignedPost,
  file: Blob | undefined,
  other: Record<string, string | undefined> = {},
) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...other }))
    if (value !== undefined) form.append(name, value);
  if (file !== undefined) form.append('file', file, 'dir/a.txt');
  const answer = await fetch(url, { method: 'POST', body: form });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

const code = ({ text }: { readonly text: string }): string | undefined => /<Code>(.*?)<\/Code>/.exec(text)?.[1];
const message = ({ text }: { readonly text: string }): string | undefined =>
  /<Message>(.*?)<\/Message>/s.exec(text)?.[1];

const stored = (Key: string) =>
  fixture.s3.send(new HeadObjectCommand({ Bucket: bucket, Key })).then(
    () => true,
    () => false,
  );

/** The Object Created events for a key. */
const created = (key: string) => (event: ObservedEvent) =>
  event.type === 'Object Created' && (event.detail as { object: { key: string } }).object.key === key;

describe('a form with a signed policy', () => {
  it('stores its file, with its type and metadata, and tells of it once, as any upload', async () => {
    const Key = 'uploads/me/1/ü & b.txt';
    const Fields = { 'Content-Type': 'text/plain', 'x-amz-meta-from': 'a form' };
    const answer = await send(await presign({ Key, Fields }), new Blob(['hello']));
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers.get('etag')).toBe('"5d41402abc4b2a76b9719d911017c592"');
    const object = await fixture.s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    expect(await object.Body?.transformToString()).toBe('hello');
    expect([object.ContentType, object.Metadata]).toEqual(['text/plain', { from: 'a form' }]);
    const event = await fixture.watch.until(created(Key));
    expect(event.detail).toMatchObject({
      bucket: { name: bucket },
      object: { key: Key, size: 5, etag: '5d41402abc4b2a76b9719d911017c592' },
      reason: 'POST Object',
    });
    // The function behind the bucket's rule has it by then; a second event would have come before this one.
    await fixture.echoed(({ record }) => record.body.includes('ü & b.txt'));
    expect(fixture.watch.seen(created(Key))).toHaveLength(1);
    expect(fixture.watch.seen(({ type }) => type === 'Echo').map(echoOf).length).toBeGreaterThan(0);
  });

  it.each([
    ['200', 200],
    ['201', 201],
    ['418', 204],
  ])('answers success_action_status %s with %s', async (wanted, status) => {
    const Fields = { 'Content-Type': 'text/plain', success_action_status: wanted };
    expect((await send(await presign({ Fields }), new Blob(['x']))).status).toBe(status);
  });

  it('puts the file’s own name into a key that leaves it open', async () => {
    const form = await presign({ Key: 'uploads/open/${filename}' });
    expect((await send(form, new Blob(['x']))).status).toBe(204);
    expect(await stored('uploads/open/a.txt')).toBe(true);
  });

  it('takes as much as the policy allows, to the byte, and not one more', async () => {
    const form = await presign({ Key: 'uploads/exact', Conditions: [['content-length-range', 1, 50 * mb]] });
    expect((await send(form, new Blob([Buffer.alloc(50 * mb, '\r\n--')]))).status).toBe(204);
    const head = await fixture.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'uploads/exact' }));
    expect(head.ContentLength).toBe(50 * mb);
    const more = await presign({ Key: 'uploads/more', Conditions: [['content-length-range', 1, 50 * mb]] });
    const answer = await send(more, new Blob([Buffer.alloc(50 * mb + 1)]));
    expect([answer.status, code(answer)]).toEqual([400, 'EntityTooLarge']);
    expect(await stored('uploads/more')).toBe(false);
  }, 20_000);

  it('refuses 51 MB and an empty file without storing anything', async () => {
    for (const [size, expected] of [
      [51 * mb, 'EntityTooLarge'],
      [0, 'EntityTooSmall'],
    ] as const) {
      const Key = `uploads/wrong-size/${size}`;
      const answer = await send(await presign({ Key }), new Blob([Buffer.alloc(size)]));
      expect([answer.status, code(answer)]).toEqual([400, expected]);
      expect(await stored(Key)).toBe(false);
      expect(fixture.watch.seen(created(Key))).toEqual([]);
    }
  }, 20_000);
});

describe('a form that its policy does not cover is refused, and nothing is stored', () => {
  it.each<[string, Record<string, string | undefined>, string]>([
    ['another key', { key: 'uploads/other/1/a.txt' }, 'Policy Condition failed: '],
    ['a key that climbs', { key: 'uploads/me/1/../../other' }, 'Policy Condition failed: '],
    ['another content type', { 'Content-Type': 'text/html' }, 'Policy Condition failed: '],
    ['no content type', { 'Content-Type': undefined }, 'Policy Condition failed: '],
    ['a field that was not signed', { 'x-amz-meta-admin': 'yes' }, 'Extra input fields: x-amz-meta-admin'],
  ])('%s', async (_, other, reason) => {
    const answer = await send(await presign({ Key: 'uploads/not/allowed' }), new Blob(['x']), other);
    expect([answer.status, code(answer)]).toEqual([403, 'AccessDenied']);
    expect(message(answer)).toContain(`Invalid according to Policy: ${reason}`);
    expect(answer.headers.get('content-type')).toBe('application/xml');
    expect(await stored(other.key ?? 'uploads/not/allowed')).toBe(false);
  });

  it('another bucket', async () => {
    const form = await presign();
    const answer = await send({ ...form, url: form.url.replace(bucket, 'quiet') }, new Blob(['x']));
    expect([answer.status, code(answer)]).toEqual([403, 'AccessDenied']);
  });

  it('a bucket that is not there', async () => {
    const answer = await send(await presign({ Bucket: 'nowhere' }), new Blob(['x']));
    expect([answer.status, code(answer)]).toEqual([404, 'NoSuchBucket']);
  });

  it('past its time', async () => {
    const answer = await send(await presign({ Expires: -1 }), new Blob(['x']));
    expect([answer.status, message(answer)]).toEqual([403, 'Invalid according to Policy: Policy expired.']);
  });

  it.each<[string, () => Promise<PresignedPost>, number, string]>([
    ['forged', () => presign({}, signerOf('embedded', 'guess')), 403, 'SignatureDoesNotMatch'],
    ['of an unknown key', () => presign({}, signerOf('AKIANOBODY', 'x')), 403, 'InvalidAccessKeyId'],
    [
      'for another region',
      () => presign({}, signerOf('embedded', 'embedded', 'eu-west-1')),
      400,
      'AuthorizationHeaderMalformed',
    ],
  ])('signed, %s', async (_, form, status, expected) => {
    const answer = await send(await form(), new Blob(['x']));
    expect([answer.status, code(answer)]).toEqual([status, expected]);
  });

  it('with a policy changed after it was signed', async () => {
    const { fields } = await presign();
    const policy = JSON.parse(Buffer.from(fields.Policy ?? '', 'base64').toString());
    const wider = { ...policy, conditions: [...policy.conditions, ['content-length-range', 0, 1e12]] };
    const answer = await send(await presign(), new Blob(['x']), { Policy: btoa(JSON.stringify(wider)) });
    expect([answer.status, code(answer)]).toEqual([403, 'SignatureDoesNotMatch']);
  });

  it.each([
    ['Policy', 403, 'AccessDenied'],
    ['X-Amz-Signature', 400, 'InvalidArgument'],
    ['X-Amz-Credential', 400, 'InvalidArgument'],
    ['X-Amz-Algorithm', 400, 'InvalidArgument'],
    ['key', 400, 'InvalidArgument'],
  ])('without %s', async (name, status, expected) => {
    const answer = await send(await presign(), new Blob(['x']), { [name]: undefined });
    expect([answer.status, code(answer)]).toEqual([status, expected]);
  });

  it('without a file', async () => {
    const answer = await send(await presign(), undefined);
    expect([answer.status, message(answer)]).toEqual([400, 'POST requires exactly one file upload per request.']);
  });
});

describe('a body that is no form', () => {
  const post = async (body: string, contentType = 'multipart/form-data; boundary=b') => {
    const url = `${fixture.cloud.env.AWS_ENDPOINT_URL_S3}/${bucket}`;
    const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': contentType } });
    return [answer.status, code({ text: await answer.text() })];
  };
  const field = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

  it.each([
    ['nothing', ''],
    ['no boundary', 'hello'],
    ['a part without a name', '--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n'],
    ['a field twice', `${field('key', 'a')}${field('KEY', 'b')}--b--\r\n`],
    ['cut off in a field', field('key', 'a').slice(0, -3)],
  ])('is malformed: %s', async (_, body) => {
    expect(await post(body)).toEqual([400, 'MalformedPOSTRequest']);
  });

  it('is malformed without a boundary in its type', async () => {
    expect(await post(field('key', 'a'), 'multipart/form-data')).toEqual([400, 'MalformedPOSTRequest']);
  });

  it('has at most 20 KB before its file', async () => {
    expect(await post(field('x-ignore-a', 'a'.repeat(21 * 1024)))).toEqual([400, 'MaxPostPreDataLengthExceeded']);
    expect(await post(`--b\r\n${'a'.repeat(mb)}`)).toEqual([400, 'MaxPostPreDataLengthExceeded']);
  });

  it('cut off in its file stores nothing', async () => {
    const Key = 'uploads/cut';
    const { fields } = await presign({ Key });
    const parts = Object.entries(fields).map(([name, value]) => field(name, value));
    expect(await post(`${parts.join('')}${field('file', 'half').slice(0, -2)}`)).toEqual([400, 'MalformedPOSTRequest']);
    expect(await stored(Key)).toBe(false);
  });
});
