import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { commands } from '../commands/index.ts';
import { surroundings } from '../recorder.ts';
import { run } from '../run.ts';
import { folderNameOf } from '../spec.ts';
import { zipFolder } from './zip-folder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'dropforge-spec-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const write = async (files: Readonly<Record<string, string>>) => {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
};

const source = { 'src/Orders.cs': 'class Orders {}', 'src/Orders.csproj': '<Project />', '.gitignore': '*.user.cs\n' };

describe('A folder of source is packed', () => {
  it('without what git does not keep, what others wrote, what a build wrote and what is no text', async () => {
    await write({
      ...source,
      '.git/HEAD': 'ref',
      'node_modules/a/index.js': 'x',
      'src/bin/Release/a.cs': 'x',
      'src/obj/a.cs': 'x',
      'logo.png': 'x',
      'src/me.user.cs': 'x',
    });
    const { body } = await zipFolder(root);
    expect(Object.keys(unzipSync(body))).toEqual(Object.keys(source).sort());
  });

  it('into the same bytes whenever it was written', async () => {
    await write(source);
    const first = await zipFolder(root);
    await rm(join(root, 'src'), { recursive: true });
    await write(source);
    expect(Buffer.from((await zipFolder(root)).body).equals(Buffer.from(first.body))).toBe(true);
  });

  it('without ever following a link', async () => {
    await write(source);
    await symlink('/etc', join(root, 'etc'));
    await symlink('/etc/passwd', join(root, 'passwd.txt'));
    expect(Object.keys(unzipSync((await zipFolder(root)).body))).toEqual(Object.keys(source).sort());
  });
});

describe('spec ends with 2 and starts nothing', () => {
  const running = async (...argv: string[]) => {
    const around = { ...surroundings(), cwd: root };
    const code = await run(['spec', ...argv], commands, around);
    return { code, err: around.err.text() };
  };

  it('for a descriptor that is wrong, and says of every field how', async () => {
    await write({
      ...source,
      'd.json': '{"moduleName": "", "features": [{"id": "a b", "description": "x"}], "colour": 1}',
    });
    const { code, err } = await running('.', 'd.json');
    expect(code).toBe(2);
    for (const field of ['moduleName', 'version', 'features[0].id', 'colour']) expect(err).toContain(field);
  });

  it('for a descriptor that is no JSON, without quoting it', async () => {
    await write({ ...source, 'd.json': '{\n "moduleName": hunter2' });
    const { code, err } = await running('.', 'd.json');
    expect(code).toBe(2);
    expect(err).toContain('d.json is not valid JSON');
    expect(err).not.toContain('hunter2');
  });

  it.each([
    [['.'], '<descriptor.json> is missing'],
    [['.', 'none.json'], 'There is no descriptor'],
    [['none.zip', 'd.json'], 'There is no ZIP or folder'],
    [['empty', 'd.json'], 'holds no source'],
    [['.', 'd.json', '--threshold', 'high'], '--threshold is a number from 0 to 100, not "high"'],
  ])('for %j', async (argv, said) => {
    await write({ 'd.json': '{"moduleName": "M", "version": "1", "features": [{"id": "F", "description": "x"}]}' });
    await mkdir(join(root, 'empty'));
    const { code, err } = await running(...argv);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});

describe('The drop is named after the module', () => {
  it.each([
    ['Larkspur Orders', 'larkspur-orders'],
    ['../Ünïcode & Söhne/', 'unicode-sohne'],
    ['订单', 'module'],
  ])('%s', (moduleName, name) => expect(folderNameOf({ moduleName })).toBe(name));
});
