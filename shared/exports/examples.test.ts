import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { collectFiles, type DropFile } from './collect-files.ts';

const examples = join(import.meta.dirname, '../../examples');

const filesOf = async (example: string): Promise<readonly DropFile[]> => {
  const root = join(examples, example);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path) => ({
      file: relative(root, path).replaceAll('\\', '/'),
      bytes: (await stat(path)).size,
      open: async () => createReadStream(path),
    })),
  );
};

describe('every file of every example is read', () => {
  it.each([
    ['web-service', 47, ['tr4ding-Places-1983']],
    ['data-pipeline', 2, ['s3ssions-by-Night']],
    ['fragments', 4, ['brass-Kettle-77']],
  ])('%s', async (example, count, secrets) => {
    const { files, resources } = await collectFiles(await filesOf(example));
    expect(files).toHaveLength(count);
    expect(files.filter(({ outcome }) => outcome !== 'read')).toEqual([]);
    expect(resources.filter(({ type }) => type === undefined)).toEqual([]);
    for (const secret of secrets) expect(JSON.stringify(resources)).not.toContain(secret);
  });

  it('web-service shows 33 resources, however many parts they come in', async () => {
    const { resources } = await collectFiles(await filesOf('web-service'));
    expect(new Set(resources.map(({ type, identifiers }) => `${type} ${identifiers[0]}`)).size).toBe(33);
  });

  it('its secrets are really there to be found', async () => {
    expect(await readFile(join(examples, 'web-service/thumbnails/get-function.json'), 'utf8')).toContain(
      'tr4ding-Places-1983',
    );
  });
});
