import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jobInput } from '#schemas/api/submission.ts';
import { inputWithin } from './input-at.ts';

const uploaded = '0199aa00-0000-7000-8000-000000000001';

let outside: string;
let root: string;
const sent: string[] = [];
const inputAt = (path: string, kind: 'template' | 'spec' = 'template') =>
  inputWithin(root, async (files) => {
    sent.push(...files.map(({ key }) => key));
    return { uploadId: uploaded };
  })(path, kind);

beforeAll(async () => {
  outside = await realpath(await mkdtemp(join(tmpdir(), 'dropforge-mcp-')));
  root = join(outside, 'work');
  await mkdir(join(root, 'exports', 'deep'), { recursive: true });
  await mkdir(join(root, 'source'));
  await mkdir(join(root, 'odd'));
  await mkdir(join(root, '.aws'));
  await mkdir(join(root, 'large'));
  await mkdir(join(root, 'empty'));
  await writeFile(join(outside, 'secret.json'), '"secret"');
  await writeFile(join(root, 'exports', 'a.json'), '{}');
  await writeFile(join(root, 'exports', '.env'), 'PASSWORD=hunter2');
  await writeFile(join(root, 'exports', 'deep', 'b.json'), '[]');
  await writeFile(join(root, 'source', 'Order.ts'), 'export class Order {}\n');
  await writeFile(join(root, 'odd', 'what?\n.json'), '{}');
  await writeFile(join(root, '.aws', 'credentials'), 'aws_secret_access_key = x');
  await writeFile(join(root, 'large', 'big.json'), Buffer.alloc(3 * 1024 * 1024 + 1));
  await symlink(join(outside, 'secret.json'), join(root, 'link.json'));
  await symlink(join(outside, 'secret.json'), join(root, 'exports', 'link.json'));
  await symlink(outside, join(root, 'up'));
});
afterAll(() => rm(outside, { recursive: true }));

const inline = async (path: string, kind?: 'template' | 'spec') => {
  const input = jobInput.parse(await inputAt(path, kind));
  if (!('files' in input)) throw new Error('not inline');
  return Object.fromEntries(
    input.files.map((file) => [
      file.name,
      'contentBase64' in file ? Buffer.from(file.contentBase64, 'base64').toString() : file.content,
    ]),
  );
};

describe('a path stands for files', () => {
  it('of a folder, without what is hidden and what a link leads out to', async () =>
    expect(await inline('exports')).toEqual({ 'a.json': '{}', 'deep/b.json': '[]' }));

  it('of one file', async () => expect(await inline('exports/deep/b.json')).toEqual({ 'b.json': '[]' }));

  it('by its whole path, too', async () => expect(Object.keys(await inline(join(root, 'exports')))).toHaveLength(2));

  it('of a source folder, packed', async () =>
    expect(Object.keys(await inline('source', 'spec'))).toEqual(['source.zip']));

  it('that are uploaded if they are large', async () => {
    expect(await inputAt('large')).toEqual({ uploadId: uploaded });
    expect(sent).toEqual(['big.json']);
  });
});

describe('a path is refused', () => {
  const refused: readonly (readonly [string, string, string, 'spec'?])[] = [
    ['upwards', '../secret.json', 'leads out'],
    ['upwards in the middle', 'exports/../../secret.json', 'leads out'],
    ['from the root of the disk', '/etc/passwd', 'leads out'],
    ['a link to a file outside', 'link.json', 'leads out'],
    ['a link to a folder outside', 'up', 'leads out'],
    ['through a link to a folder outside', 'up/secret.json', 'leads out'],
    ['a sibling whose name begins alike', '../work2', 'no file or folder'],
    ['nothing', 'nowhere', 'no file or folder'],
    ['hidden files only', '.aws/credentials', 'hidden'],
    ['an empty folder', 'empty', 'no file in that folder'],
    ['a name that cannot be sent', 'odd', 'must be renamed'],
    ['a folder without source, of a specification', 'empty', 'no source', 'spec'],
    ['a byte that ends names', 'a\0b', 'no file or folder'],
  ];
  const cases = refused.map(([what, path, message, kind = 'template' as const]) => ({ what, path, message, kind }));
  it.each(cases)('$what', async ({ path, message, kind }) => {
    await expect(inputAt(path, kind)).rejects.toMatchObject({
      code: 'INCONSISTENT_REQUEST',
      message: expect.stringContaining(message),
    });
  });
});
