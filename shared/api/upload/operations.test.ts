import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { uploadReply } from '#schemas/api/upload.ts';
import { signedPost } from '../../aws/sign-post.ts';
import { alice, bob } from '../../testing/start.ts';
import { uploadOperations } from './operations.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' };
const s3 = new S3Client({ region: 'eu-west-1', credentials });
const policy = z.object({ expiration: z.string(), conditions: z.array(z.unknown()) });

const upload = async (files: readonly { name: string; contentType?: string; maxBytes?: number }[], caller = alice) => {
  const { createUpload } = uploadOperations({ sign: signedPost(s3, 'input'), now: () => new Date() });
  const body = {
    files: files.map((file) => ({ contentType: 'application/octet-stream', maxBytes: 50 * 1024 * 1024, ...file })),
  };
  return uploadReply.parse(
    await createUpload({ body, caller, correlationId: 'c', headers: {}, path: undefined, query: undefined }),
  );
};

const policyOf = ({ fields }: { readonly fields: Readonly<Record<string, string>> }) =>
  policy.parse(JSON.parse(Buffer.from(fields.Policy ?? '', 'base64').toString('utf8')));

describe('An upload', () => {
  it('has a form for each file that takes this key, this type, this size and nothing else', async () => {
    const { uploadId, files } = await upload([{ name: 'a/b.zip', contentType: 'application/zip', maxBytes: 1_000 }]);
    const [form] = files;
    const key = expect.stringMatching(new RegExp(`^uploads/[0-9a-f]{40}/${uploadId}/a/b\\.zip$`));
    expect(form).toMatchObject({
      name: 'a/b.zip',
      maxBytes: 1_000,
      fields: { key, 'Content-Type': 'application/zip' },
    });
    const { conditions } = policyOf(form as never);
    expect(conditions).toEqual(
      expect.arrayContaining([
        ['content-length-range', 0, 1_000],
        { key },
        { bucket: 'input' },
        { 'Content-Type': 'application/zip' },
        { 'X-Amz-Security-Token': 'session' },
      ]),
    );
    expect(conditions.filter((condition) => JSON.stringify(condition).includes('starts-with'))).toEqual([]);
  });

  it('works for a quarter of an hour, and says so', async () => {
    const { expiresAt, files } = await upload([{ name: 'a.zip' }]);
    const said = Date.parse(expiresAt);
    expect(said - Date.now()).toBeGreaterThan(14 * 60_000);
    expect(Math.abs(Date.parse(policyOf(files[0] as never).expiration) - said)).toBeLessThan(60_000);
  });

  it('lies apart from everybody else’s, in a place that tells nobody’s name', async () => {
    const [mine, theirs] = [await upload([{ name: 'a.zip' }]), await upload([{ name: 'a.zip' }], bob)];
    const folders = [mine, theirs].map(({ files }) => files[0]?.fields.key?.split('/')[1]);
    expect(new Set(folders).size).toBe(2);
    expect(JSON.stringify([mine, theirs])).not.toMatch(/Alice|Bob/);
  });

  it('holds no dropforge.json, which could be sent again after it was checked', async () => {
    await expect(upload([{ name: 'a.zip' }, { name: 'dropforge.json' }])).rejects.toMatchObject({
      code: 'INCONSISTENT_REQUEST',
      errors: [{ in: 'body', pointer: '/files/1/name' }],
    });
  });
});
