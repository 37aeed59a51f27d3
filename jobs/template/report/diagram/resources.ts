import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { eachReference } from '../../generate/assembly/references.ts';

/** A resource of the template, with what it refers to: `property` is the top-level one that does. */
export type Resource = {
  readonly id: string;
  readonly type: string;
  readonly properties: JsonObject;
  /** Its Region and account, where not all resources are in the same. */
  readonly place?: string;
  readonly references: readonly { readonly to: string; readonly property: string }[];
};

/** By logical id, in the template's order. */
export type Resources = ReadonlyMap<string, Resource>;

export const referencesIn = (value: JsonValue): string[] => {
  const ids = new Set<string>();
  eachReference(value, ({ id }) => ids.add(id));
  return [...ids];
};

/** The resources of a template, whatever else it may hold: entries that are none are passed over. */
export const resourcesOf = (template: JsonObject): Resources => {
  const entries = isObject(template.Resources) ? Object.entries(template.Resources) : [];
  const known = new Set(entries.map(([id]) => id));
  return new Map(
    entries.flatMap(([id, resource]): [string, Resource][] => {
      if (!isObject(resource) || typeof resource.Type !== 'string') return [];
      const properties = isObject(resource.Properties) ? resource.Properties : {};
      const references = Object.entries(properties).flatMap(([property, value]) =>
        referencesIn(value ?? null)
          .filter((to) => to !== id && known.has(to))
          .map((to) => ({ to, property })),
      );
      return [[id, { id, type: resource.Type, properties, references }]];
    }),
  );
};
