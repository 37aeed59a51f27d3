import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTemplates, looksLikeTemplate } from './find-templates.ts';

describe('the files that are validated', () => {
  let cwd: string;

  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'dropforge-find-'));
    for (const file of ['b.yaml', 'a.json', 'notes.txt', 'in/c.template', '.git/d.yaml', 'node_modules/e.yaml']) {
      await mkdir(join(cwd, file, '..'), { recursive: true });
      await writeFile(join(cwd, file), '');
    }
  });
  afterAll(() => rm(cwd, { recursive: true }));

  const files = async (...paths: string[]) => (await findTemplates(paths, cwd)).map(({ file }) => file);

  it('are those of a folder that may be templates, by name, but hidden and installed ones', async () => {
    expect(await files('.')).toEqual(['a.json', 'b.yaml', 'in/c.template']);
  });

  it('are those that match a glob', async () => {
    expect(await files('**/*.{yaml,template}')).toEqual(['b.yaml', 'in/c.template']);
  });

  it('are each there once, and named if any of the paths names it', async () => {
    const found = await findTemplates(['.', 'b.yaml'], cwd);
    expect(found.filter(({ file }) => file === 'b.yaml')).toEqual([{ file: 'b.yaml', named: true }]);
  });

  it.each(['nope.yaml', 'nope/*.yaml'])('cannot be %s, where there is nothing', async (path) => {
    await expect(files(path)).rejects.toThrow(path);
  });
});

describe('what is passed over in a folder', () => {
  it.each([
    ['a template', 'Resources:\n  A: {}\n', true],
    ['a template in JSON', '{"Resources": {"A": {}}}', true],
    ['a template with a BOM', '\ufeff{"Resources": {}}', true],
    ['a broken template', '{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {', true],
    ['a Kubernetes manifest', 'kind: Pod\nspec:\n  resources: {}\n', false],
    ['a service with a template inside', 'resources:\n  Resources:\n    A: {}\n', false],
    ['a package.json', '{"name": "x"}', false],
    ['JSON that is no object', '[1]', false],
  ])('%s: is it a template?', (_, text, expected) => {
    expect(looksLikeTemplate(text)).toBe(expected);
  });
});
