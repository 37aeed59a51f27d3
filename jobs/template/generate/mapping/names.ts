import type { PropertyDefinitions } from '#shared/cloudformation/resource-type.ts';
import { normal, singular } from '#shared/cloudformation/words.ts';

export { normal, singular };

/** Words with which APIs and CloudFormation end the name of one and the same thing, each in its own way. */
const shapeWords = /(configuration|config|specification|description|settings|options|details|list|set|info)s?$/;

/** Words that say by what a thing is named: an API that shows the thing leaves them out. */
const handleWords = /(identifier|id|arn|name)s?$/;

/** Enabled or Enable, in front or behind, tells that a thing is switched: IAMDatabaseAuthenticationEnabled, EnableIAMDatabaseAuthentication. */
const switchWords = /^(is|enabled?)(?=.{4})|(?<=.{4})enabled?$/g;

const without = (name: string, ending: RegExp) => name.replace(ending, '') || name;

const withoutOwner = (name: string, owner: string) =>
  owner !== '' && name.startsWith(owner) && name.length > owner.length ? name.slice(owner.length) : name;

/** Ways in which two names may be one, surest first; a level is the place in this list. */
const forms: readonly ((name: string, owner: string) => string)[] = [
  (name) => name,
  (name) => singular(name),
  (name, owner) => singular(withoutOwner(name, owner)),
  (name) => singular(without(name, switchWords)),
  (name, owner) => singular(without(withoutOwner(name, owner), shapeWords)),
  (name, owner) => singular(without(withoutOwner(name, owner), handleWords)),
];

/** Up to here a name is the same name; beyond, it is a likeness that has to be borne out by the value. */
export const sureLevel = 1;

/** Up to here nothing but the owner's name differs. */
export const ownLevel = 2;

export const levels = forms.map((_, level) => level);

type Index = readonly ReadonlyMap<string, readonly string[]>[];

const indexes = new WeakMap<PropertyDefinitions, Map<string, Index>>();

const indexOf = (properties: PropertyDefinitions, owner: string): Index => {
  const byOwner = indexes.get(properties) ?? new Map<string, Index>();
  indexes.set(properties, byOwner);
  const known = byOwner.get(owner);
  if (known) return known;
  const names = Object.keys(properties);
  const index = forms.map((form) => Map.groupBy(names, (name) => form(normal(name), owner)));
  byOwner.set(owner, index);
  return index;
};

/**
 * The properties that `name` may stand for at a level of likeness (0: the same but for case and separators). `owner` is what they belong to
 * (DBInstance), whose name may be in front or left out.
 */
export const namesakes = (
  name: string,
  properties: PropertyDefinitions,
  owner: string,
  level: number,
): readonly string[] => {
  const form = forms[level];
  const key = normal(owner);
  return (form && indexOf(properties, key)[level]?.get(form(normal(name), key))) ?? [];
};

/** Whether two names are one at some level; `owner` may be in front of either or left out. */
export const sameName = (one: string, other: string, owner = '', upTo = 2): boolean =>
  forms.slice(0, upTo + 1).some((form) => form(normal(one), normal(owner)) === form(normal(other), normal(owner)));
