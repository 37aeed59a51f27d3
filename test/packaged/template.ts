import { packageService } from '#local/package/package-service.ts';
import type { JsonObject, JsonValue } from '#schemas/json.ts';
import type { Template } from '#shared/cloudformation/template.ts';

/** A resource of the packaged template with its logical id. */
export type Packaged = { readonly id: string; readonly type: string; readonly properties: JsonObject };

/** The packaged template (stage `local`), read as its tests ask for it. */
export type PackagedTemplate = {
  readonly template: Template;
  ofType(type: string): readonly Packaged[];
  get(id: string): Packaged;
};

/** In milliseconds: on a busy machine, with another process packaging first. */
export const packagingTakes = 120_000;

/** Packages the service, if it has changed since it was packaged last. */
export const packagedTemplate = async (): Promise<PackagedTemplate> => {
  const { template } = await packageService();
  const all = Object.entries(template.Resources).map(
    ([id, { Type, Properties }]): Packaged => ({ id, type: Type, properties: Properties ?? {} }),
  );
  return {
    template,
    ofType: (type) => all.filter((resource) => resource.type === type),
    get(id) {
      const found = all.find((resource) => resource.id === id);
      if (!found) throw new Error(`the template has no resource ${id}`);
      return found;
    },
  };
};

/** The value at a path of keys and indexes, or undefined where the path ends. */
export const at = (value: JsonValue | undefined, ...path: (string | number)[]): JsonValue | undefined => {
  let current = value;
  for (const step of path) {
    if (current === null || typeof current !== 'object') return undefined;
    current = (current as Readonly<Record<string | number, JsonValue>>)[step];
  }
  return current;
};

/** The value as a list: one value is a list of one, none is an empty list. */
export const list = (value: JsonValue | undefined): readonly JsonValue[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The logical id that a `Ref` or an `Fn::GetAtt` names. */
export const target = (value: JsonValue | undefined): string | undefined => {
  const name = at(value, 'Ref') ?? at(value, 'Fn::GetAtt', 0);
  return typeof name === 'string' ? name : undefined;
};
