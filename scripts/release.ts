/**
 * `npm run release -- 0.3.0`: makes this the release of that version, in the files: package.json, package-lock.json, CHANGELOG.md, all that is made of the schemas, and
 * the schemas that the next release is compared with, in schemas/released/. Changes nothing if a promise is broken that the version does not declare. Git is
 * left to a person: docs/releasing.md
 */
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { operations } from '#schemas/api/operations/index.ts';
import packageJson from '../package.json' with { type: 'json' };
import { releases } from './compatibility/released.ts';
import { byVersion } from './compatibility/semantic-version.ts';
import { brokenSince } from './compatibility/since.ts';
import { openApiDocument } from './openapi/document.ts';
import { withRelease } from './release/changelog.ts';
import { published } from './schemas/published.ts';

const root = join(import.meta.dirname, '..');
const [version = ''] = process.argv.slice(2);

if (byVersion(version, packageJson.version) <= 0)
  throw new Error(`${version} is not later than ${packageJson.version}`);
const last = (await releases()).at(-1);

const openapi = z.record(z.string(), z.json()).parse(openApiDocument(operations, version));
const broken = last ? brokenSince(last, { version, published, openapi }) : [];
for (const { name, path, what, remedy } of broken)
  console.error(`${name} ${path}: ${what}\n  ${remedy ?? 'Declared.'}`);
if (broken.some(({ remedy }) => remedy !== undefined))
  throw new Error(`${version} may not break what ${last?.version} promised`);

const change = async (name: string, changed: (text: string) => string) => {
  const path = join(root, name);
  await writeFile(path, changed(await readFile(path, 'utf8')));
};

/** The first `"version"` of a package's file is its own; a lock says it twice. */
const withVersion = (times: number) => (text: string) => {
  let seen = 0;
  return text.replace(/^(\s*"version": )"[^"]*"/gm, (found, name) => (seen++ < times ? `${name}"${version}"` : found));
};

await change('CHANGELOG.md', (text) => withRelease(text, version, new Date().toISOString().slice(0, 10)));
await change('package.json', withVersion(1));
await change('package-lock.json', withVersion(2));
execFileSync(process.execPath, [join(root, 'scripts', 'json-schemas.ts')], { stdio: 'inherit' });

const frozen = join(root, 'schemas', 'released', version);
await mkdir(frozen, { recursive: true });
const names = [...published.map(({ name }) => name), 'openapi'];
await Promise.all(
  names.map((name) => copyFile(join(root, 'schemas', 'json', `${name}.json`), join(frozen, `${name}.json`))),
);
// The pages of events say which release had which version.
execFileSync(process.execPath, [join(root, 'scripts', 'json-schemas.ts')], { stdio: 'inherit' });
console.log(
  `This is ${version} now, with ${(await readdir(frozen)).length} schemas kept. Look at it, commit it, tag it v${version}.`,
);
