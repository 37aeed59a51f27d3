import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Entity, Facts, Field } from '#schemas/spec/facts.ts';
import type { TextFile } from '../collect/parse/language.ts';

/** What a person found in a module by reading it: `GET /orders/{id}`, and each entity's own fields, relations apart. */
const gold = z.strictObject({
  endpoints: z.array(z.string()),
  entities: z.record(z.string(), z.array(z.string())),
});

export type Gold = z.infer<typeof gold>;

const fixtures = join(import.meta.dirname, '..', '..', '..', 'test', 'fixtures', 'spec');

/** The modules that were read by hand. */
export const goldModules = async (): Promise<readonly string[]> => {
  const names = await readdir(fixtures);
  return names.flatMap((name) => (name.endsWith('.gold.json') ? [name.slice(0, -'.gold.json'.length)] : [])).sort();
};

export const goldOf = async (module: string): Promise<Gold> =>
  gold.parse(JSON.parse(await readFile(join(fixtures, `${module}.gold.json`), 'utf8')));

/** A folder's files as the collector would hand them on, by path. */
export const textsIn = async (folder: string): Promise<readonly TextFile[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).sort();
  return Promise.all(
    paths.map(async (path) => ({ path: path.slice(folder.length + 1), text: await readFile(path, 'utf8') })),
  );
};

export const goldTexts = (module: string): Promise<readonly TextFile[]> => textsIn(join(fixtures, module));

/** A field that holds another entity rather than a value of its own: a column that refers to one is no such field. */
const isNavigation = ({ relations }: Entity, { name, type }: Field): boolean =>
  relations.some((relation) => relation.field === name && type.includes(relation.target));

/** What was found, in gold's words. */
export const foundIn = ({ endpoints, entities }: Pick<Facts, 'endpoints' | 'entities'>): Gold => ({
  endpoints: endpoints.map(({ verb, route }) => `${verb} ${route}`),
  entities: Object.fromEntries(
    entities.map((entity) => [
      entity.name,
      entity.fields.filter((field) => !isNavigation(entity, field)).map(({ name }) => name),
    ]),
  ),
});

/** Shares of what was found that is true, and of what is true that was found; 1 of nothing. */
export const precisionAndRecall = (found: Iterable<string>, expected: Iterable<string>) => {
  const [all, right] = [new Set(found), new Set(expected)];
  const common = all.intersection(right).size;
  const share = (of: number) => (of === 0 ? 1 : common / of);
  return { precision: share(all.size), recall: share(right.size) };
};

/** `Order.Number`, for each field of each entity. */
export const fieldsOf = ({ entities }: Gold): string[] =>
  Object.entries(entities).flatMap(([name, fields]) => fields.map((field) => `${name}.${field}`));
