import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { ObservedEvent } from './event-bridge/event.ts';
import { type Fixture, startFixture } from './fixture/cloud.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
}, 30_000);
afterAll(() => fixture.stop(), 30_000);

describe('an upload', () => {
  const upload = async (Key: string): Promise<ObservedEvent> => {
    await fixture.s3.send(new PutObjectCommand({ Bucket: fixture.cloud.outputs.DropsName, Key, Body: 'hello' }));
    return fixture.watch.until(
      (event) => event.source === 'aws.s3' && JSON.stringify(event.detail).includes(JSON.stringify(Key)),
    );
  };

  it('becomes an event with the fields S3 documents', async () => {
    const { detail, type, bus } = await upload('drops/web/a.json');
    expect([type, bus]).toEqual(['Object Created', 'default']);
    expect(detail).toEqual({
      version: '0',
      bucket: { name: 'drops-000000000000' },
      object: {
        key: 'drops/web/a.json',
        size: 5,
        etag: '5d41402abc4b2a76b9719d911017c592',
        sequencer: expect.stringMatching(/^[0-9A-F]{16}$/),
      },
      'request-id': expect.stringMatching(/^\w{16}$/),
      requester: '000000000000',
      'source-ip-address': '127.0.0.1',
      reason: 'PutObject',
    });
  });

  it.each(['a folder/b c.json', 'a+b.json', 'a%20b.json', 'grün/日本.json', 'a/../b.json', 'a&b=c?d#e.json'])(
    'keeps its key as it is: %s',
    async (key) => {
      expect(await upload(key)).toMatchObject({ detail: { object: { key } } });
      await expect(
        fixture.echoed(({ record }) => JSON.parse(record.body).detail?.object?.key === key),
      ).resolves.toBeDefined();
    },
  );

  it('by copying or in parts says so', async () => {
    const Bucket = fixture.cloud.outputs.DropsName;
    await upload('original');
    const bucket = fixture.s3;
    await bucket.send(new CopyObjectCommand({ Bucket, Key: 'the-copy', CopySource: `${Bucket}/original` }));
    const { UploadId } = await bucket.send(new CreateMultipartUploadCommand({ Bucket, Key: 'in-parts' }));
    const part = await bucket.send(
      new UploadPartCommand({ Bucket, Key: 'in-parts', UploadId, PartNumber: 1, Body: 'abc' }),
    );
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: part.ETag }] };
    await bucket.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'in-parts', UploadId, MultipartUpload }));
    const reasons = async (key: string) =>
      (await fixture.watch.until(({ detail }) => JSON.stringify(detail).includes(`"${key}"`))).detail;
    expect(await reasons('the-copy')).toMatchObject({ reason: 'CopyObject', object: { size: 5 } });
    expect(await reasons('in-parts')).toMatchObject({ reason: 'CompleteMultipartUpload', object: { size: 3 } });
    const parts = fixture.watch.seen(({ detail }) => JSON.stringify(detail).includes('"in-parts"'));
    expect(parts).toHaveLength(1);
  });

  it('to a bucket without EventBridge says nothing', async () => {
    await fixture.s3.send(new PutObjectCommand({ Bucket: 'quiet', Key: 'unheard', Body: 'x' }));
    await upload('heard');
    expect(fixture.watch.seen(({ detail }) => JSON.stringify(detail).includes('unheard'))).toEqual([]);
  });

  const put = (key: string, body: string | Buffer<ArrayBuffer>) =>
    fetch(`${fixture.cloud.env.AWS_ENDPOINT_URL_S3}/quiet/${key}`, { method: 'PUT', body });

  it('may be larger than what SQS takes', async () => {
    expect((await put('big', Buffer.alloc(20_000_000))).status).toBe(200);
  });

  it('is listed with all others in one page, for fauxqs would lose some between pages', async () => {
    await put('listed', 'x');
    const reply = await (await fetch(`${fixture.cloud.env.AWS_ENDPOINT_URL_S3}/quiet?list-type=2`)).text();
    expect(reply).toContain(`<MaxKeys>${Number.MAX_SAFE_INTEGER}</MaxKeys>`);
    expect(reply).toContain('<Key>listed</Key>');
  });
});
