import { jsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonValue } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import { tokensOf } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';
import { typesAt } from './schema.ts';

const entry = (item: JsonValue): [string, JsonValue] | undefined => {
  if (!isObject(item) || Object.keys(item).length !== 2) return undefined;
  const { Key: key, Value: value } = item;
  return typeof key === 'string' && value !== undefined ? [key, value] : undefined;
};

export const mapOfTags: Fixer = {
  name: 'map-of-tags',
  mends: 'A list of Key and Value where the type takes a mapping: UserPoolTags',
  rules: ['F3012'],
  fix({ pointer, expected }, { template, registry }) {
    const list = valueAt(template, pointer);
    const takesMap = typesAt(template, registry, tokensOf(pointer)).some(
      ({ type }) => type === 'map' || type === 'json',
    );
    if (expected !== 'object' || !Array.isArray(list) || !takesMap) return undefined;
    const entries = list.map(entry);
    const known = entries.flatMap((one) => (one ? [one] : []));
    if (known.length !== list.length || list.length === 0 || new Set(known.map(([key]) => key)).size !== known.length)
      return undefined;
    return {
      patch: [jsonPatchOperation.parse({ op: 'replace', path: pointer, value: Object.fromEntries(known) })],
      description: `${tokensOf(pointer).at(-1)} written as a mapping`,
    };
  },
};
