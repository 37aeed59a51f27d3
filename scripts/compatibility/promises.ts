import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '#schemas/json.ts';
import { jsonSchemaOf } from '../schemas/json-schema.ts';
import type { Published } from '../schemas/published.ts';
import type { Refusal } from './refusal.ts';
import { refusals } from './refusals.ts';
import { versionOf } from './released.ts';
import { byVersion, mayBreak, nextBreaking, nextMinor, partsOf } from './semantic-version.ts';

/** A promise of the last release that this one does not keep. `remedy` says what to do; without one it is declared by a version, and only told. */
export type Break = Refusal & { readonly name: string; readonly remedy?: string };

/** What is compared: a schema as it is and as it was, and the releases of the whole that these belong to. */
export type Pair = {
  readonly now: Published;
  readonly was: JsonObject;
  /** The last release. */
  readonly since: string;
  /** The release that is to be. */
  readonly version: string;
};

type Rule = (pair: Pair) => readonly Break[];

const whole = (schema: JsonObject) => ({ schema, root: schema });

const told = ({ now }: Pair, found: readonly Refusal[], whose: string, remedy: string | undefined): readonly Break[] =>
  found.map(({ path, what }) => ({
    name: now.name,
    path,
    what: `${whose}: it ${what}`,
    ...(remedy !== undefined && { remedy }),
  }));

/** What the last release, or somebody who relied on it, wrote and this one reads. */
const refusedHere = ({ now, was }: Pair) => refusals(whole(jsonSchemaOf(now, 'input')), whole(was));

/** What this release writes and the last one, or somebody who relied on it, reads. */
const refusedThere = ({ now, was }: Pair) => refusals(whole(was), whole(jsonSchemaOf(now, 'output')));

const unlessDeclared = ({ since, version }: Pair): string | undefined =>
  mayBreak(since, version) ? undefined : `Keep it as it was, or release this as ${nextBreaking(since)}.`;

const takesOldInput: Rule = (pair) =>
  told(pair, refusedHere(pair), `this release refuses what ${pair.since} took`, unlessDeclared(pair));

const writesAsBefore: Rule = (pair) =>
  told(pair, refusedThere(pair), `who reads it by ${pair.since} refuses it`, unlessDeclared(pair));

/** What is written is written: no version makes it readable. */
const readsOldItems: Rule = (pair) =>
  told(
    pair,
    refusedHere(pair),
    `this release refuses what ${pair.since} has written`,
    'Read the earlier form too: make it optional, or give it a default.',
  );

/** An event of a new major still reads the one before; of the same major each reads the other. */
const eventReadsBothWays: Rule = (pair) => {
  const { now, was, since } = pair;
  const [before = '0.0.0', today = '0.0.0'] = [versionOf(was), now.version];
  const [major] = partsOf(before);
  const found = told(pair, refusedHere(pair), `this release refuses what ${since} says`, '');
  const lost = told(pair, refusedThere(pair), `${since} refuses what this release says`, '');
  if (!mayBreak(before, today)) {
    const remedy = `Keep it as it was, or make it version ${nextBreaking(before)} with a reader of ${major} in "earlier": docs/decisions/event-versions.md`;
    return [...found, ...lost].map((each) => ({ ...each, remedy }));
  }
  const reader = now.earlier?.[major];
  const remedy = `Let "earlier" of the event read ${major}.x: it is in queues for 14 days, in the archive for 30.`;
  if (!reader) return [{ name: now.name, path: '(all of it)', what: `${before} is read by nothing any more`, remedy }];
  const kept = refusals(whole(jsonSchemaOf({ ...now, schema: reader }, 'input')), whole(was));
  return told(pair, kept, `"earlier" refuses what ${since} says`, remedy);
};

const words = ['$id', 'title', 'description'];

const withoutWords = (schema: JsonObject): unknown =>
  JSON.parse(
    JSON.stringify(schema, (key, value) => (words.includes(key) && typeof value === 'string' ? undefined : value)),
  );

/** Whoever reads a version number finds what it stood for. */
const eventSaysItsChange: Rule = ({ now, was }) => {
  const [before = '0.0.0', today = '0.0.0'] = [versionOf(was), now.version];
  if (byVersion(today, before) > 0) return [];
  if (byVersion(today, before) === 0 && isDeepStrictEqual(withoutWords(jsonSchemaOf(now, 'input')), withoutWords(was)))
    return [];
  const what = `is still version ${today}, and ${before} was another schema`;
  return [{ name: now.name, path: '(all of it)', what, remedy: `Make it version ${nextMinor(before)}.` }];
};

/** What breaks is told alone: the version that it takes is another one. */
const eventKeepsItsWord: Rule = (pair) => {
  const found = eventReadsBothWays(pair);
  return found.length > 0 ? found : eventSaysItsChange(pair);
};

const rules: Readonly<Record<Published['travels'] | 'event', readonly Rule[]>> = {
  read: [takesOldInput],
  written: [writesAsBefore],
  kept: [readsOldItems, writesAsBefore],
  event: [eventKeepsItsWord],
};

/** The promises of a schema's last release that it does not keep. */
export const brokenPromises = (pair: Pair): readonly Break[] => {
  const { version, travels } = pair.now;
  return rules[version === undefined ? travels : 'event'].flatMap((rule) => rule(pair));
};
