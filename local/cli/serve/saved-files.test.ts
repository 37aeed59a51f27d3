import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFolder } from '../folder.ts';
import { savedFiles, stateOf } from './saved-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saved-'));
  await mkdir(join(folder, 'a', '.git'), { recursive: true });
  await writeFile(join(folder, 'a', 'queue.json'), '{}');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = async () => savedFiles(await readFolder(folder));
const save = (name: string, text = 'x') => writeFile(join(folder, name), text);

describe('what was saved in a folder', () => {
  it.each([
    '.hidden.json',
    'a/.git/HEAD',
    '.queue.json.swp',
    'queue.json.swx',
    'queue.json~',
    '#queue.json#',
    '.#queue.json',
    '4913',
    'a/queue.json.tmp',
    'queue.json.part',
    'queue.json.crdownload',
    'queue.json___jb_tmp___',
    '~$report.xlsx',
  ])('is not %s, which comes and goes by itself', async (name) => {
    const before = await stateOf(await read());
    await save(name);
    const after = await read();
    expect(after.files.map(({ key }) => key)).toEqual(['a/queue.json']);
    expect(await stateOf(after)).toBe(before);
  });

  it.each(['4913.json', 'tmp.json', 'part.json', 'a~b.json', 'dropforge.json'])('is %s', async (name) => {
    await save(name);
    expect((await read()).files.map(({ key }) => key)).toContain(name);
  });

  it('is nothing that a link leads to outside of it', async () => {
    const before = await stateOf(await read());
    await symlink('/etc/hostname', join(folder, 'link.json'));
    expect(await stateOf(await read())).toBe(before);
  });

  it('is something else with every change to it', async () => {
    const states = [await stateOf(await read())];
    const note = async () => states.push(await stateOf(await read()));
    await save('a/queue.json', '{"more":1}');
    await note();
    await save('b.json');
    await note();
    await rm(join(folder, 'b.json'));
    await mkdir(join(folder, 'b'));
    await save('b/c.json');
    await note();
    expect(new Set(states).size).toBe(4);
  });
});
