import { isObject, type JsonValue } from '#schemas/json.ts';
import type { Placed } from './placed.ts';
import { mapObject } from './references.ts';

/** What the template's own outputs export under a literal name. */
const exportsOf = (outputs: JsonValue | undefined): ReadonlyMap<string, JsonValue> => {
  const entries = Object.values(isObject(outputs) ? outputs : {}).flatMap((output): [string, JsonValue][] => {
    if (!isObject(output) || !isObject(output.Export) || output.Value === undefined) return [];
    const { Name: name } = output.Export;
    return typeof name === 'string' ? [[name, output.Value]] : [];
  });
  return new Map(entries);
};

const resolved = (value: JsonValue | undefined, exported: ReadonlyMap<string, JsonValue>): JsonValue | undefined => {
  if (Array.isArray(value)) return value.map((item) => resolved(item, exported) ?? null);
  if (!isObject(value)) return value;
  const name = value['Fn::ImportValue'];
  const own = typeof name === 'string' && Object.keys(value).length === 1 ? exported.get(name) : undefined;
  return own ?? mapObject(value, (item) => resolved(item, exported));
};

/**
 * Stacks that import from each other become one stack here, which can't import what it is only about to export: the exported value takes
 * the import's place.
 */
export const resolveOwnExports = (resources: readonly Placed[], outputs: JsonValue | undefined): readonly Placed[] => {
  const exported = exportsOf(outputs);
  if (exported.size === 0) return resources;
  return resources.map((each) => ({
    ...each,
    properties: mapObject(each.properties, (item) => resolved(item, exported)),
  }));
};
