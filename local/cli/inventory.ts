import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { kindAsked } from '#schemas/drop-options.ts';
import { exception, inventoryOptions } from '#schemas/inventory/options.ts';
import type { JsonObject } from '#schemas/json.ts';
import { optionsFile } from '#schemas/template-options.ts';
import { CommandError, UsageError } from './command.ts';
import { type Folder, readFolder } from './folder.ts';
import { runJob, type Wanted, withoutEngine } from './job-run.ts';
import { inventoryWords } from './narrate.ts';
import { serveScanCredentials } from './scan-credentials.ts';
import { scanHome } from './scan-home.ts';
import type { Surroundings } from './terminal.ts';

/** What the user has decided to live with lies here, beside what Dropforge itself keeps. */
const exceptionsFile = ['.dropforge', 'exceptions.yml'] as const;

const textOf = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new CommandError(`${path} cannot be read (${error.code}).`);
  });

const parsed = (text: string, what: string): unknown => {
  try {
    return parse(text, { maxAliasCount: 100, logLevel: 'error' });
  } catch {
    throw new CommandError(`${what} is not valid YAML.`);
  }
};

/** The exceptions of `.dropforge/exceptions.yml`: a list of rule, resource or tag, reason and last day. */
const exceptionsIn = async (cwd: string): Promise<JsonObject> => {
  const path = join(cwd, ...exceptionsFile);
  const text = await textOf(path);
  if (text === undefined) return {};
  const exceptions = z.array(exception).safeParse(parsed(text, path) ?? []);
  if (!exceptions.success) throw new CommandError(`${path} is not valid: ${z.prettifyError(exceptions.error)}`);
  return exceptions.data.length > 0 ? { exceptions: z.json().parse(exceptions.data) } : {};
};

/** A folder that asks for something else must not be taken for an inventory by its place on the command line. */
const refuseOtherKind = async (path: string): Promise<void> => {
  const text = await textOf(join(path, optionsFile));
  if (text === undefined) return;
  const asked = kindAsked.safeParse(parsed(text, optionsFile));
  if (!asked.success || asked.data.kind === 'inventory') return;
  const { kind = 'template' } = asked.data;
  throw new CommandError(`The folder's ${optionsFile} asks for a ${kind}: let it say "kind": "inventory".`);
};

/** Makes the inventory of a folder of exports. */
export const runExports = async (path: string, wanted: Wanted, around: Surroundings): Promise<number> => {
  const folder = await readFolder(resolve(around.cwd, path));
  if (folder.hasOptions) await refuseOtherKind(resolve(around.cwd, path));
  const asked = folder.hasOptions ? {} : { kind: 'inventory', ...(await exceptionsIn(around.cwd)) };
  return runJob({ folder, asked, words: inventoryWords, env: withoutEngine }, wanted, around);
};

export type LiveOptions = {
  readonly regions: string | undefined;
  /** What to list through Cloud Control; `none`: nothing. */
  readonly types: string | undefined;
  readonly roles: string | undefined;
  readonly externalId: string | undefined;
  readonly endpoint: string | undefined;
  readonly profile: string | undefined;
};

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

const typesOf = (text: string): string[] => (text === 'none' ? [] : listOf(text));

const askedOf = ({ regions, types, roles, externalId }: LiveOptions): JsonObject => {
  const withId = externalId === undefined ? {} : { externalId };
  const asked = {
    kind: 'inventory',
    live: true,
    ...(regions === undefined ? {} : { regions: listOf(regions) }),
    ...(types === undefined ? {} : { types: typesOf(types) }),
    roles: listOf(roles).map((roleArn) => ({ roleArn, ...withId })),
  };
  const options = inventoryOptions.safeParse(asked);
  if (!options.success) throw new UsageError(z.prettifyError(options.error).replaceAll(/\s*\n\s*/g, ' '));
  return asked;
};

const nothing: Folder = { name: 'live-inventory', files: [], skipped: [], hasOptions: false };

/** Scans accounts with the user's own credentials; the pipeline itself stays on this machine. */
export const runLive = async (options: LiveOptions, wanted: Wanted, around: Surroundings): Promise<number> => {
  const asked = { ...askedOf(options), ...(await exceptionsIn(around.cwd)) };
  const credentials = await serveScanCredentials(options.profile);
  try {
    const scan = {
      SCAN_CREDENTIALS_URL: credentials.url,
      SCAN_CREDENTIALS_TOKEN: credentials.token,
      SCAN_REGION: await scanHome(options.profile, listOf(options.regions)),
      ...(options.endpoint === undefined ? {} : { SCAN_ENDPOINT_URL: options.endpoint }),
    };
    const env = { ...withoutEngine, collector: scan };
    return await runJob({ folder: nothing, asked, words: inventoryWords, env, concurrency: 4 }, wanted, around);
  } finally {
    await credentials.close();
  }
};
