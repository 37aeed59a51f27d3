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

/** The template of an `Fn::Sub`, put through a function of its own: what stands in it can't be replaced by another intrinsic. */
export type SubText = (template: string, path: Path, called: string) => string;

type Visit = { readonly leaf: Leaf; readonly sub?: SubText };

const subArgument = (value: JsonValue | undefined, path: Path, called: string, visit: Visit): JsonValue | undefined => {
  if (typeof value === 'string') return visit.sub?.(value, path, called) ?? value;
  if (!Array.isArray(value) || typeof value[0] !== 'string') return value;
  const [template, ...rest]: readonly JsonValue[] = value;
  return [subArgument(template, path, called, visit) ?? '', ...rest];
};

/** A template that has become one placeholder is a plain reference. */
const substituted = (before: JsonValue | undefined, now: JsonValue | undefined): JsonObject => {
  const [, reference] = (typeof now === 'string' && now !== before && /^\$\{([A-Za-z0-9]+)\}$/.exec(now)) || [];
  return reference === undefined ? { 'Fn::Sub': now } : { Ref: reference };
};

const walk = (value: JsonValue | undefined, path: Path, called: string, visit: Visit): JsonValue | undefined => {
  if (typeof value === 'string') return visit.leaf(value, path, called);
  if (Array.isArray(value)) return value.map((item, at) => walk(item, [...path, at], called, visit) ?? null);
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const [sole = ''] = keys;
  if (keys.length === 1 && isIntrinsic(sole)) {
    if (sole === 'Fn::Sub') return substituted(value[sole], subArgument(value[sole], path, called, visit));
    return open.has(sole) ? { [sole]: intrinsicArguments(value[sole], path, called, visit) } : value;
  }
  return mapObject(value, (item, key) => walk(item, [...path, key], calledIn(value, key), visit));
};

/** The first argument of a list is a name, a delimiter or an index. */
const intrinsicArguments = (value: JsonValue | undefined, path: Path, called: string, visit: Visit) =>
  Array.isArray(value)
    ? value.map((item, at) => (at === 0 ? item : (walk(item, path, called, visit) ?? null)))
    : walk(value, path, called, visit);

/** The properties with every string that may be replaced put through `leaf`, and the templates of `Fn::Sub` through `sub`. */
export const mapStrings = (properties: JsonObject, leaf: Leaf, sub?: SubText): JsonObject =>
  mapObject(properties, (item, key) => walk(item, [key], key, { leaf, ...(sub && { sub }) }));
