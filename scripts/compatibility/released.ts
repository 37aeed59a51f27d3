import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { JsonObject } from '#schemas/json.ts';
import { byVersion } from './semantic-version.ts';

/** The schemas that a release was made with, by their names: `job`, `event.JobFailed`, `openapi`. */
export type Release = { readonly version: string; readonly schemas: ReadonlyMap<string, JsonObject> };

const folder = join(import.meta.dirname, '..', '..', 'schemas', 'released');
const document = z.record(z.string(), z.json());

const read = async (version: string): Promise<Release> => {
  const names = (await readdir(join(folder, version))).sort();
  const all = names.map(async (name) => {
    const text = await readFile(join(folder, version, name), 'utf8');
    return [name.replace(/\.json$/, ''), document.parse(JSON.parse(text))] as const;
  });
  return { version, schemas: new Map(await Promise.all(all)) };
};

/** Every release, the earliest first. */
export const releases = async (): Promise<readonly Release[]> => {
  const versions = (await readdir(folder).catch((): string[] => [])).sort(byVersion);
  return Promise.all(versions.map(read));
};

/** The version that a schema says of itself: `1.4.0` of `urn:dropforge:event.JobFailed:1.4.0`. */
export const versionOf = ({ $id }: JsonObject): string | undefined =>
  typeof $id === 'string' ? $id.split(':').at(-1) : undefined;
