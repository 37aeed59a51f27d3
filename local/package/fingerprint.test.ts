import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.ts';

describe('a fingerprint changes exactly when the package would', () => {
  let root: string;
  const write = async (path: string, text: string) => {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), text);
  };
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'dropforge-fingerprint-'));
    await write('serverless.yml', 'service: dropforge');
    await write('shared/aws/clients.ts', 'export {}');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it.each([
    ['a source changes', 'shared/aws/clients.ts', 'export const a = 1'],
    ['a source appears', 'jobs/template/job.ts', ''],
    ['the service changes', 'serverless.yml', 'service: other'],
    ['a function changes', 'functions/intake/function.yml', 'timeout: 1'],
    ['the dependencies change', 'package-lock.json', '{}'],
  ])('another one when %s', async (_, path, text) => {
    const before = await fingerprint(root, []);
    await write(path, text);
    expect(await fingerprint(root, [])).not.toBe(before);
  });

  it('another one for other arguments', async () => {
    expect(await fingerprint(root, ['--stage', 'a'])).not.toBe(await fingerprint(root, ['--stage', 'b']));
  });

  it.each(['shared/aws/clients.test.ts', 'README.md', 'docs/x.md', 'local/cli/main.ts'])(
    'the same one when %s appears, which is in no bundle',
    async (path) => {
      const before = await fingerprint(root, []);
      await write(path, 'anything');
      expect(await fingerprint(root, [])).toBe(before);
    },
  );
});
