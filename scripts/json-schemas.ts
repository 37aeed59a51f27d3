/**
 * Makes schemas/json/ from the Zod schemas, so that other languages can check what crosses our boundaries, and the
 * descriptions of the API: openapi.json there for people and programs, resources/openapi.json for the gateway, resources/agent-openapi.json for
 * the Bedrock agent.
 * `--check` writes nothing and fails if a file is missing, left over or not what would be written.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { catalogue } from '#events/index.ts';
import { operations } from '#schemas/api/operations/index.ts';
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
import { actions } from '#shared/api/agent/actions/index.ts';
import packageJson from '../package.json' with { type: 'json' };
import { agentDefinition } from './openapi/agent.ts';
import { openApiDocument } from './openapi/document.ts';
import { gatewayDefinition } from './openapi/gateway.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'schemas', 'json');

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

const textOf = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Text by path from the root. */
const files = new Map<string, string>([
  ...Object.entries(schemas).map(
    ([name, schema]) =>
      [`schemas/json/${name}.json`, textOf(z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }))] as const,
  ),
  ['schemas/json/openapi.json', textOf(openApiDocument(operations, packageJson.version))] as const,
  ['resources/agent-openapi.json', textOf(agentDefinition(actions, packageJson.version))] as const,
  ['resources/openapi.json', textOf(gatewayDefinition(operations, packageJson.version))] as const,
]);

const present = (await readdir(folder).catch((): string[] => [])).map((name) => `schemas/json/${name}`);
const leftOver = present.filter((path) => !files.has(path));
const stale: string[] = [...leftOver];
for (const [path, text] of files) {
  const current = await readFile(join(root, path), 'utf8').catch(() => undefined);
  if (current !== text) stale.push(path);
}

if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`${path} is not what the Zod schemas say: run "npm run schemas"`);
  console.log(`${files.size - stale.length} passed, ${stale.length} failed`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  await mkdir(folder, { recursive: true });
  for (const path of leftOver) await rm(join(root, path));
  for (const [path, text] of files) await writeFile(join(root, path), text);
  console.log(`${files.size} schemas, ${stale.length} changed`);
}
