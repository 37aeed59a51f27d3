import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { mapObject } from '../assembly/references.ts';
import type { Path } from '../wiring/expected-types.ts';

/** A list of ids of one kind, all of them outside the drop: it may be one parameter. */
export type IdList = { readonly prefix: string; readonly ids: readonly string[] };

const shape = /^(subnet|sg)-(?:[0-9a-f]{17}|[0-9a-f]{8})$/;

const idList = (value: readonly JsonValue[]): IdList | undefined => {
  const ids = value.filter((item) => typeof item === 'string');
  const prefixes = new Set(ids.map((each) => shape.exec(each)?.[1] ?? ''));
  const [prefix = ''] = prefixes;
  return ids.length > 0 && ids.length === value.length && prefixes.size === 1 && prefix !== ''
    ? { prefix, ids }
    : undefined;
};

/** What a list is replaced by; undefined to leave it. */
export type ReplaceList = (list: IdList, path: Path) => JsonValue | undefined;

const walk = (value: JsonValue | undefined, path: Path, replace: ReplaceList): JsonValue | undefined => {
  if (Array.isArray(value)) {
    const list = idList(value);
    const instead = list && replace(list, path);
    return instead ?? value.map((item, at) => walk(item, [...path, at], replace) ?? null);
  }
  return isObject(value) ? mapObject(value, (item, key) => walk(item, [...path, key], replace)) : value;
};

/** The properties with lists of ids put through `replace`. */
export const mapIdLists = (properties: JsonObject, replace: ReplaceList): JsonObject =>
  mapObject(properties, (item, key) => walk(item, [key], replace));
