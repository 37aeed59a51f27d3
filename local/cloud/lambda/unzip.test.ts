import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { handlerModule, unpacked } from './unzip.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'unzip-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const zip = async (files: Record<string, string>): Promise<string> => {
  const file = join(dir, 'f.zip');
  await writeFile(
    file,
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))),
  );
  return file;
};

describe("a function's ZIP", () => {
  it('is unpacked once, and again when it has changed', async () => {
    const first = await unpacked(await zip({ 'functions/a/handler.mjs': 'one' }));
    expect(await unpacked(join(dir, 'f.zip'))).toBe(first);
    expect(await readFile(join(first, 'functions/a/handler.mjs'), 'utf8')).toBe('one');
    const second = await unpacked(await zip({ 'functions/a/handler.mjs': 'changed' }));
    expect(await readFile(join(second, 'functions/a/handler.mjs'), 'utf8')).toBe('changed');
  });

  it.each(['../evil.mjs', 'a/../../evil.mjs', '/evil.mjs'])('with an entry %s is refused', async (name) => {
    await expect(unpacked(await zip({ [name]: 'x' }))).rejects.toThrow('outside of itself');
  });

  it('has the module that the handler names', async () => {
    const into = await unpacked(await zip({ 'functions/a/handler.mjs': 'x' }));
    expect(handlerModule(into, 'functions/a/handler.main')).toEqual({
      file: join(into, 'functions/a/handler.mjs'),
      exportName: 'main',
    });
    expect(() => handlerModule(into, 'functions/b/handler.main')).toThrow('no module functions/b/handler');
    expect(() => handlerModule(into, '../../etc/passwd.main')).toThrow('outside of itself');
  });
});
