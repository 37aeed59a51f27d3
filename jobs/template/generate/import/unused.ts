import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { eachReference, mapObject } from '../assembly/references.ts';

type Names = Set<string>;

/** Names of conditions and mappings that a value uses: `Fn::If`, `{ Condition }`, `Fn::FindInMap`. */
const collect = (value: JsonValue | undefined, conditions: Names, mappings: Names): void => {
  if (Array.isArray(value)) for (const item of value) collect(item, conditions, mappings);
  if (!isObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    const name: unknown = Array.isArray(item) ? item[0] : item;
    if (typeof name === 'string' && (key === 'Fn::If' || key === 'Condition')) conditions.add(name);
    if (typeof name === 'string' && key === 'Fn::FindInMap') mappings.add(name);
    collect(item, conditions, mappings);
  }
};

const only = (members: JsonValue | undefined, used: Names): JsonObject =>
  isObject(members) ? Object.fromEntries(Object.entries(members).filter(([name]) => used.has(name))) : {};

/**
 * The sections of an import's template without what only resources that are left out used: nobody is to be asked for a parameter that
 * nothing needs. Rules go with it, which only judge parameters.
 */
export const withoutUnused = (sections: JsonObject, resources: readonly JsonObject[]): JsonObject => {
  const [conditions, mappings, parameters]: [Names, Names, Names] = [new Set(), new Set(), new Set()];
  for (const resource of resources) collect(resource, conditions, mappings);
  const all = isObject(sections.Conditions) ? sections.Conditions : {};
  // A condition may use others; a set can grow while it is gone through.
  for (const name of conditions) collect(Object.hasOwn(all, name) ? all[name] : undefined, conditions, mappings);
  const Conditions = only(all, conditions);
  for (const value of [...resources, Conditions]) eachReference(value, ({ id }) => parameters.add(id));
  const kept: JsonObject = {
    Conditions,
    Mappings: only(sections.Mappings, mappings),
    Parameters: only(sections.Parameters, parameters),
  };
  const { Rules: _, ...others } = sections;
  return mapObject(others, (value, name) => (Object.hasOwn(kept, name) ? kept[name] : value));
};
