import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { mapObject } from '../assembly/references.ts';
import type { Path } from './expected-types.ts';

/** What a string is replaced by, given its path and what it is called there. */
export type Leaf = (value: string, path: Path, called: string) => JsonValue;

/** Intrinsics in whose arguments a string may be replaced by another intrinsic; the strings of the others are names and patterns. */
const open: ReadonlySet<string> = new Set(['Fn::Join', 'Fn::If', 'Fn::Select', 'Fn::Base64', 'Fn::ToJsonString']);

const isIntrinsic = (key: string): boolean => key === 'Ref' || key === 'Condition' || key.startsWith('Fn::');

/** `{ Name: TABLE_NAME, Value: … }`: the value is called what its neighbour says. */
const nameBeside = (value: JsonObject): string | undefined => {
  const name = value.Name ?? value.Key ?? value.ParameterKey;
  return typeof name === 'string' ? name : undefined;
};

const calledIn = (value: JsonObject, key: string): string =>
  (/^(?:Value|ParameterValue|ValueFrom|value)$/.test(key) && nameBeside(value)) || key;

const walk = (value: JsonValue | undefined, path: Path, called: string, leaf: Leaf): JsonValue | undefined => {
  if (typeof value === 'string') return leaf(value, path, called);
  if (Array.isArray(value)) return value.map((item, at) => walk(item, [...path, at], called, leaf) ?? null);
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const [sole = ''] = keys;
  if (keys.length === 1 && isIntrinsic(sole)) {
    return open.has(sole) ? { [sole]: intrinsicArguments(value[sole], path, called, leaf) } : value;
  }
  return mapObject(value, (item, key) => walk(item, [...path, key], calledIn(value, key), leaf));
};

/** The first argument of a list is a name, a delimiter or an index. */
const intrinsicArguments = (value: JsonValue | undefined, path: Path, called: string, leaf: Leaf) =>
  Array.isArray(value)
    ? value.map((item, at) => (at === 0 ? item : (walk(item, path, called, leaf) ?? null)))
    : walk(value, path, called, leaf);

/** The properties with every string that may be replaced put through `leaf`. */
export const mapStrings = (properties: JsonObject, leaf: Leaf): JsonObject =>
  mapObject(properties, (item, key) => walk(item, [key], key, leaf));
