/**
 * Makes all that is made of the schemas: schemas/json/, so that other languages can check what crosses our boundaries, with the
 * descriptions of the API (openapi.json) and of the bus (asyncapi.json); the event catalogue for people (docs/events/); and what the template takes
 * of them: resources/openapi.json for the gateway, resources/agent-openapi.json for the Bedrock agent, resources/event-schemas.json for EventBridge's registry.
 * `--check` writes nothing and fails if a file is missing, left over or not what would be written.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogue } from '#events/index.ts';
import { operations } from '#schemas/api/operations/index.ts';
import { actions } from '#shared/api/agent/actions/index.ts';
import packageJson from '../package.json' with { type: 'json' };
import { asyncApiDocument } from './asyncapi/document.ts';
import { cataloguePages } from './catalogue/files.ts';
import { releases } from './compatibility/released.ts';
import { agentDefinition } from './openapi/agent.ts';
import { openApiDocument } from './openapi/document.ts';
import { registrySchema } from './openapi/event.ts';
import { gatewayDefinition } from './openapi/gateway.ts';
import { jsonSchemaOf } from './schemas/json-schema.ts';
import { published } from './schemas/published.ts';

const root = join(import.meta.dirname, '..');
const { version } = packageJson;

/** Folders that hold nothing else. */
const folders = ['schemas/json', 'docs/events'];

const textOf = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const documents: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(published.map((each) => [`schemas/json/${each.name}.json`, jsonSchemaOf(each, 'input')])),
  'schemas/json/openapi.json': openApiDocument(operations, version),
  'schemas/json/asyncapi.json': asyncApiDocument(catalogue, version),
  'resources/agent-openapi.json': agentDefinition(actions, version),
  'resources/openapi.json': gatewayDefinition(operations, version),
  'resources/event-schemas.json': Object.fromEntries(catalogue.map((event) => [event.type, registrySchema(event)])),
};

/** Text by path from the root. */
const files = new Map<string, string>([
  ...Object.entries(documents).map(([path, document]) => [path, textOf(document)] as const),
  ...cataloguePages(catalogue, await releases()),
]);

const namesIn = (folder: string) => readdir(join(root, folder)).catch((): string[] => []);

const present = await Promise.all(
  folders.map(async (folder) => (await namesIn(folder)).map((name) => `${folder}/${name}`)),
);
const leftOver = present.flat().filter((path) => !files.has(path));
const stale: string[] = [...leftOver];
for (const [path, text] of files) {
  const current = await readFile(join(root, path), 'utf8').catch(() => undefined);
  if (current !== text) stale.push(path);
}

if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`${path} is not what the schemas say: run "npm run schemas"`);
  console.log(`${files.size - stale.length} passed, ${stale.length} failed`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
  for (const path of leftOver) await rm(join(root, path));
  for (const [path, text] of files) await writeFile(join(root, path), text);
  console.log(`${files.size} files, ${stale.length} changed`);
}
