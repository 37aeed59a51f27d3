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

/** What values name of a template's other sections, with what the conditions among them name in turn. */
export type Used = { readonly conditions: Names; readonly mappings: Names; readonly parameters: Names };

/** `parameters` are the ids of all that is referred to, resources among them. */
export const usedBy = (values: readonly JsonValue[], sections: JsonObject): Used => {
  const [conditions, mappings, parameters]: [Names, Names, Names] = [new Set(), new Set(), new Set()];
  const all = isObject(sections.Conditions) ? sections.Conditions : {};
  const visit = (value: JsonValue | undefined) => {
    collect(value, conditions, mappings);
    eachReference(value, ({ id }) => parameters.add(id));
  };
  for (const value of values) visit(value);
  // A condition may use others; a set can grow while it is gone through.
  for (const name of conditions) visit(Object.hasOwn(all, name) ? all[name] : undefined);
  return { conditions, mappings, parameters };
};

/**
 * The sections of a template without what nothing in it uses: nobody is to be asked for a parameter that nothing needs. Rules go with it,
 * which only judge parameters.
 */
export const withoutUnused = (sections: JsonObject, values: readonly JsonValue[]): JsonObject => {
  const { conditions, mappings, parameters } = usedBy(values, sections);
  const kept: JsonObject = {
    Conditions: only(sections.Conditions, conditions),
    Mappings: only(sections.Mappings, mappings),
    Parameters: only(sections.Parameters, parameters),
  };
  const { Rules: _, ...others } = sections;
  return mapObject(others, (value, name) => (Object.hasOwn(kept, name) ? kept[name] : value));
};
