import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a package is made of: all the code and configuration that can change a byte of it. */
const sources = [
  'serverless.yml',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'scripts/esbuild-plugins.mjs',
  'scripts/typst-binary.ts',
  '{resources,functions,jobs,shared,events,schemas}/**/*',
];

const isTest = (path: string) => path.endsWith('.test.ts');

/** The sources under `root`, relative to it, sorted; tests are not among them: no bundle holds one. */
const list = async (root: string): Promise<string[]> => {
  const paths: string[] = [];
  for await (const entry of glob(sources, { cwd: root, withFileTypes: true })) {
    if (entry.isFile() && !isTest(entry.name)) paths.push(join(entry.parentPath, entry.name).slice(root.length + 1));
  }
  return paths.sort();
};

/** A short hash (16 hex digits) of the sources under `root`, an absolute path, and of the arguments they are packaged with. */
export const fingerprint = async (root: string, args: readonly string[]): Promise<string> => {
  const hash = createHash('sha256').update(JSON.stringify(args));
  for (const path of await list(root)) {
    hash.update(`\0${path}\0`).update(await readFile(join(root, path)));
  }
  return hash.digest('hex').slice(0, 16);
};
