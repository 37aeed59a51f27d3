import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { artifactStore } from '#shared/aws/artifact-store.ts';
import { type StorageAndMessaging, startFauxqs } from '../cloud/emulators/fauxqs.ts';
import { placeIn } from '../cloud/place.ts';
import { s3Client } from './clients.ts';
import { dropFolder } from './drop.ts';
import { readFolder } from './folder.ts';

describe('dropping a folder', () => {
  const uploaded: string[] = [];
  const signal = new AbortController().signal;
  let emulator: StorageAndMessaging;
  let s3: S3Client;
  let root: string;

  beforeAll(async () => {
    const nothing = () => undefined;
    emulator = await startFauxqs(placeIn('us-east-1'), { uploaded: nothing, watches: () => false, published: nothing });
    s3 = await s3Client({ AWS_ENDPOINT_URL_S3: emulator.url });
    s3.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const sent = await next(args);
          if (commandName === 'PutObjectCommand' && 'Key' in args.input) uploaded.push(String(args.input.Key));
          return sent;
        },
      { step: 'initialize' },
    );
    await s3.send(new CreateBucketCommand({ Bucket: 'in' }));
    root = await mkdtemp(join(tmpdir(), 'dropforge-drop-'));
  });
  afterAll(async () => {
    s3.destroy();
    await emulator.close();
    await rm(root, { recursive: true });
  });

  const folderOf = async (name: string, files: Readonly<Record<string, string | Buffer>>) => {
    await mkdir(join(root, name, 'a b'), { recursive: true });
    for (const [path, body] of Object.entries(files)) await writeFile(join(root, name, path), body);
    return readFolder(join(root, name));
  };

  it('puts each file under its own name, byte for byte, large ones as streams, and the marker last', async () => {
    const large = randomBytes(5 * 1024 * 1024).toString('hex');
    const files = { 'a b/c+d %41é.json': '{}', 'empty.json': '', 'large.json': large };
    uploaded.length = 0;
    const drop = await dropFolder(s3, 'in', await folderOf('web service', files), {}, signal);
    expect(drop).toEqual({ bucket: 'in', prefix: 'drops/web service/' });
    const store = artifactStore(s3, 'in');
    for (const [path, body] of Object.entries(files)) {
      expect((await store.readText(drop.prefix + path)) === body).toBe(true);
    }
    expect(uploaded.at(-1)).toBe('drops/web service/_READY');
    expect(uploaded).toHaveLength(4);
  });

  it('says how the job is to be done, unless the folder says it itself', async () => {
    const store = artifactStore(s3, 'in');
    const plain = await dropFolder(s3, 'in', await folderOf('plain', {}), { strict: true }, signal);
    expect(JSON.parse(await store.readText(`${plain.prefix}dropforge.json`))).toEqual({ strict: true });
    const own = await folderOf('own', { 'dropforge.json': '{"strict":false}' });
    const drop = await dropFolder(s3, 'in', own, { strict: true }, signal);
    expect(JSON.parse(await store.readText(`${drop.prefix}dropforge.json`))).toEqual({ strict: false });
  });

  it('names the file that could not be sent', async () => {
    const folder = await folderOf('gone', { 'x.json': '{}' });
    await rm(join(root, 'gone', 'x.json'));
    await expect(dropFolder(s3, 'in', folder, {}, signal)).rejects.toThrow('x.json (2 bytes) could not be uploaded');
  });
});
