import type { JsonObject } from '#schemas/json.ts';
import { type Release, versionOf } from '../compatibility/released.ts';
import { fieldsOf } from './fields.ts';

/** A version that an event had: since which release, and which fields came and went with it. */
export type EventVersion = { readonly version: string; readonly since: string; readonly change: string };

type Said = { readonly version: string; readonly since: string; readonly schema: JsonObject };

const pathsIn = (schema: JsonObject): ReadonlySet<string> => new Set(fieldsOf(schema).map(({ path }) => path));

const listed = (word: string, paths: ReadonlySet<string>): readonly string[] =>
  paths.size > 0 ? [`${word} ${[...paths].map((path) => `\`${path}\``).join(', ')}`] : [];

const changeOf = (before: Said | undefined, { schema }: Said): string => {
  if (!before) return 'the first';
  const [old, now] = [pathsIn(before.schema), pathsIn(schema)];
  return [...listed('adds', now.difference(old)), ...listed('drops', old.difference(now))].join('; ') || 'same fields';
};

/** The versions of an event, the latest first. `schema` is today's, which may not be released yet. */
export const versionsOf = (type: string, schema: JsonObject, releases: readonly Release[]): readonly EventVersion[] => {
  const released = releases.flatMap(({ version: since, schemas }): Said[] => {
    const old = schemas.get(`event.${type}`);
    return old ? [{ version: versionOf(old) ?? '', since, schema: old }] : [];
  });
  const all = [...released, { version: versionOf(schema) ?? '', since: 'not released yet', schema }];
  const firsts = all.filter(({ version }, at) => all.findIndex((each) => each.version === version) === at);
  return firsts
    .map((said, at) => ({ version: said.version, since: said.since, change: changeOf(firsts[at - 1], said) }))
    .reverse();
};
