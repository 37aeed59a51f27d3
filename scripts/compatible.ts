/**
 * `npm run compatible`: compares every schema that others rely on with the last release's (schemas/released/), each in the direction
 * in which it travels, and fails on what breaks a promise and does not say so by its version. docs/decisions/compatibility.md
 */
import * as z from 'zod';
import { operations } from '#schemas/api/operations/index.ts';
import packageJson from '../package.json' with { type: 'json' };
import { releases } from './compatibility/released.ts';
import { brokenSince } from './compatibility/since.ts';
import { openApiDocument } from './openapi/document.ts';
import { published } from './schemas/published.ts';

const { version } = packageJson;
const last = (await releases()).at(-1);
if (!last) throw new Error('schemas/released has no release to compare with');

const openapi = z.record(z.string(), z.json()).parse(openApiDocument(operations, version));
const broken = brokenSince(last, { version, published, openapi });
const undeclared = broken.filter(({ remedy }) => remedy !== undefined);

for (const { name, path, what, remedy } of broken) {
  console.error(`${name} ${path}: ${what}\n  ${remedy ?? `Declared: this is ${version}.`}`);
}
const names = new Set(undeclared.map(({ name }) => name));
console.log(`${last.schemas.size - names.size} passed, ${names.size} failed, compared with ${last.version}`);
process.exitCode = names.size > 0 ? 1 : 0;
