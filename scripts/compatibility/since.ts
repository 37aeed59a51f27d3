import type { JsonObject } from '#schemas/json.ts';
import type { Published } from '../schemas/published.ts';
import { brokenOperations } from './operations.ts';
import { type Break, brokenPromises } from './promises.ts';
import type { Release } from './released.ts';
import { mayBreak, nextBreaking } from './semantic-version.ts';

/** What there is now: every published schema, the description of the API, and the version that this is to be. */
export type Now = {
  readonly version: string;
  readonly published: readonly Published[];
  readonly openapi: JsonObject;
};

/** Everything that a release promised and this one does not keep. */
export const brokenSince = ({ version: since, schemas }: Release, { version, published, openapi }: Now): Break[] => {
  const remedy = mayBreak(since, version) ? {} : { remedy: `Keep it, or release this as ${nextBreaking(since)}.` };
  return [...schemas].flatMap(([name, was]): readonly Break[] => {
    if (name === 'openapi') return brokenOperations(was, openapi).map((each) => ({ name, ...each, ...remedy }));
    const now = published.find((each) => each.name === name);
    if (!now) return [{ name, path: '(all of it)', what: `is not there any more, and ${since} had it`, ...remedy }];
    return brokenPromises({ now, was, since, version });
  });
};
