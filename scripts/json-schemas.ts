/**
 * Makes schemas/json/ from the Zod schemas, so that other languages can check what crosses our boundaries.
 * `--check` writes nothing and fails if a file is missing, left over or not what would be written.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { catalogue } from '#events/index.ts';
import { archiveManifest, inputManifest } from '#schemas/archive-manifest.ts';
import { dropOptions } from '#schemas/drop-options.ts';
import { fidelityReport } from '#schemas/fidelity.ts';
import { findingsReport } from '#schemas/findings.ts';
import { inventoryReport } from '#schemas/inventory/report.ts';
import { job } from '#schemas/job.ts';
import { descriptor } from '#schemas/spec/descriptor.ts';
import { specOptions } from '#schemas/spec/options.ts';
import { quality } from '#schemas/spec/quality.ts';
import { stackManifest } from '#schemas/stacks.ts';
import { templateSummary } from '#schemas/template-summary.ts';

const folder = join(import.meta.dirname, '..', 'schemas', 'json');

const schemas: Readonly<Record<string, z.ZodType>> = {
  'archive-manifest': archiveManifest,
  'drop-options': dropOptions,
  fidelity: fidelityReport,
  findings: findingsReport,
  'input-manifest': inputManifest,
  'inventory-report': inventoryReport,
  job,
  'spec-descriptor': descriptor,
  'spec-options': specOptions,
  'spec-quality': quality,
  stacks: stackManifest,
  'template-summary': templateSummary,
  ...Object.fromEntries(catalogue.map(({ type, detail }) => [`event.${type}`, detail])),
};

const files = new Map(
  Object.entries(schemas).map(([name, schema]) => [
    `${name}.json`,
    `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }), null, 2)}\n`,
  ]),
);

const present = await readdir(folder).catch((): string[] => []);
const stale: string[] = present.filter((name) => !files.has(name));
for (const [name, text] of files) {
  const current = present.includes(name) ? await readFile(join(folder, name), 'utf8') : undefined;
  if (current !== text) stale.push(name);
}

if (process.argv.includes('--check')) {
  for (const name of stale)
    console.error(`schemas/json/${name} is not what the Zod schemas say: run "npm run schemas"`);
  console.log(`${files.size - stale.length} passed, ${stale.length} failed`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  await mkdir(folder, { recursive: true });
  for (const name of present) if (!files.has(name)) await rm(join(folder, name));
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  console.log(`${files.size} JSON Schemas in schemas/json, ${stale.length} changed`);
}
