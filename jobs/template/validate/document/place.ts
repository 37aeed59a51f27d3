import { isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { keyOf, shortFormOf } from './json.ts';

/** Where a value stands in the tree. */
export type Place = {
  readonly node: Node | null;
  /** The value is the argument of the node's short-form function, not the call itself. */
  readonly argument?: true;
  readonly in?: InMap | InSeq;
  readonly parent?: Place;
};

export type InMap = { readonly map: YAMLMap; readonly pair: Pair; readonly key: Scalar; readonly index: number };
export type InSeq = { readonly seq: YAMLSeq; readonly index: number };

const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, number>>();

/** A template has thousands of resources and as many findings: each mapping is searched once. */
const indexOf = (map: YAMLMap, token: string): number => {
  const known = indexes.get(map) ?? new Map(map.items.map(({ key }, index) => [keyOf(key), index]));
  indexes.set(map, known);
  return known.get(token) ?? -1;
};

const inMap = (map: YAMLMap, token: string, parent: Place): Place | undefined => {
  const index = indexOf(map, token);
  const pair = map.items[index];
  if (!pair || !isScalar(pair.key)) return undefined;
  return { node: pair.value as Node | null, in: { map, pair, key: pair.key, index }, parent };
};

const inSeq = (seq: YAMLSeq, token: string, parent: Place): Place | undefined => {
  const index = /^\d+$/.test(token) ? Number(token) : seq.items.length;
  return index < seq.items.length ? { node: seq.items[index] as Node | null, in: { seq, index }, parent } : undefined;
};

const childOf = (place: Place, token: string): Place | undefined => {
  const { node } = place;
  const called = place.argument ? undefined : shortFormOf(node);
  // A short-form function is a level of its own in JSON, and none in the text.
  if (called !== undefined) return called === token ? { ...place, argument: true } : undefined;
  if (isMap(node)) return inMap(node, token, place);
  return isSeq(node) ? inSeq(node, token, place) : undefined;
};

/** Finds the value that tokens of a JSON pointer (long-form functions) lead to; undefined if there is none. */
export const placeOf = (root: Node, tokens: readonly string[]): Place | undefined =>
  tokens.reduce<Place | undefined>((place, token) => (place ? childOf(place, token) : undefined), { node: root });
