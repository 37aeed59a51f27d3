import type { PropertyDefinitions } from '#shared/cloudformation/resource-type.ts';
import type { Found, FoundObject } from './found.ts';
import { normal } from './names.ts';

/** Names that APIs give the two halves of a pair. */
const keys = ['key', 'name', 'tagkey', 'parameterkey', 'attributename', 'parametername', 'headername', 'field'];
const values = ['value', 'tagvalue', 'parametervalue', 'attributevalue', 'values', 'headervalue'];

type PairNames = { readonly key: string; readonly value: string };

/** Which of these names hold the key and the value of a pair; undefined if they aren't those of a pair. */
const pairNames = (names: readonly string[]): PairNames | undefined => {
  const key = names.find((name) => keys.includes(normal(name)));
  const value = names.find((name) => values.includes(normal(name)));
  return key !== undefined && value !== undefined ? { key, value } : undefined;
};

/** The pair names of a definition that holds a pair and nothing else. */
export const pairDefinition = (properties: PropertyDefinitions | undefined): PairNames | undefined => {
  const names = Object.keys(properties ?? {});
  return names.length === 2 ? pairNames(names) : undefined;
};

export type Pair = { readonly key: Found; readonly value: Found; readonly rest: readonly (readonly [string, Found])[] };

const halves = (item: FoundObject): Pair | undefined => {
  const names = pairNames([...item.fields.keys()]);
  const key = names && item.fields.get(names.key);
  const value = names && item.fields.get(names.value);
  if (!key || !value) return undefined;
  return { key, value, rest: [...item.fields].filter(([name]) => name !== names.key && name !== names.value) };
};

/** A list of key and value objects, as pairs; undefined if it is another list. */
export const pairsOf = (items: readonly Found[]): readonly Pair[] | undefined => {
  const pairs = items.map((item) => (item.kind === 'object' ? halves(item) : undefined));
  const complete = pairs.filter((pair) => pair !== undefined);
  return complete.length === items.length && items.length > 0 ? complete : undefined;
};
