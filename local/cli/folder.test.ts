import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFolder } from './folder.ts';

describe('a folder to drop', () => {
  let root: string;
  let folder: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'dropforge-folder-'));
    folder = join(root, 'my exports');
    await mkdir(join(folder, 'web'), { recursive: true });
    await writeFile(join(root, 'secret.json'), '{}');
    await writeFile(join(folder, 'web', 'a+b %.json'), '{}');
    await writeFile(join(folder, 'é.json'), '{"a":1}');
  });
  afterEach(() => rm(root, { recursive: true }));

  const keys = async () => (await readFolder(folder)).files.map(({ key }) => key);

  it('gives keys as they are, relative and with slashes, in order', async () => {
    const { name, files } = await readFolder(folder);
    expect(name).toBe('my exports');
    expect(files.map(({ key, bytes }) => [key, bytes])).toEqual([
      ['web/a+b %.json', 2],
      ['é.json', 7],
    ]);
  });

  it('is named by what it is, however it is written', async () => {
    expect((await readFolder(`${folder}/web/../`)).name).toBe('my exports');
  });

  it('follows no link out of itself, and says so', async () => {
    await symlink(join(root, 'secret.json'), join(folder, 'innocent.json'));
    await symlink(root, join(folder, 'up'));
    await symlink(join(root, 'gone.json'), join(folder, 'dangling.json'));
    const { files, skipped } = await readFolder(folder);
    expect(files.map(({ key }) => key)).toEqual(['web/a+b %.json', 'é.json']);
    expect(skipped.toSorted()).toEqual([
      'dangling.json: the link leads nowhere',
      'innocent.json: the link leads out of the folder',
      'up: the link leads out of the folder',
    ]);
  });

  it('does not take a sibling whose name begins the same for itself', async () => {
    await mkdir(`${folder}2`);
    await writeFile(join(`${folder}2`, 'x.json'), '{}');
    await symlink(join(`${folder}2`, 'x.json'), join(folder, 'x.json'));
    expect(await keys()).not.toContain('x.json');
  });

  it('follows a link to one of its own files, and ends on a circle of folders', async () => {
    await symlink(join(folder, 'é.json'), join(folder, 'again.json'));
    await symlink(folder, join(folder, 'circle'));
    expect(await keys()).toEqual(['again.json', 'web/a+b %.json', 'é.json']);
  });

  it('keeps a _READY of its own back: the marker comes last', async () => {
    await writeFile(join(folder, '_READY'), '');
    expect(await keys()).not.toContain('_READY');
  });

  it('may be empty: the pipeline answers for that', async () => {
    await mkdir(join(root, 'empty'));
    expect((await readFolder(join(root, 'empty'))).files).toEqual([]);
  });

  it('knows whether it brings options of its own', async () => {
    expect((await readFolder(folder)).hasOptions).toBe(false);
    await writeFile(join(folder, 'dropforge.json'), '{}');
    expect((await readFolder(folder)).hasOptions).toBe(true);
  });

  it('must be a folder', async () => {
    await expect(readFolder(join(root, 'secret.json'))).rejects.toThrow('is a file');
    await expect(readFolder(join(root, 'nope'))).rejects.toThrow('There is no folder');
  });
});
