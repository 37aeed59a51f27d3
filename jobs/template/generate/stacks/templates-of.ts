import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { TemplateSections } from '#shared/exports/resource.ts';
import type { Elsewhere } from '../assembly/elsewhere.ts';
import { eachReference, mapObject } from '../assembly/references.ts';
import { type Scope, scopeOf, scopeOfSections } from '../assembly/scope.ts';
import { withoutUnused } from '../import/unused.ts';
import type { MappedResource } from '../mapped.ts';

type Own = { readonly ids: ReadonlySet<string>; readonly bodies: readonly JsonObject[] };

const ownIn = (resources: readonly MappedResource[]): ReadonlyMap<Scope, Own> => {
  const found = resources.flatMap((mapped) =>
    mapped.parts.flatMap(({ dialect, logicalId, source, attributes = {} }) => {
      if (dialect !== 'cloudformation' || logicalId === undefined) return [];
      return [{ scope: scopeOf(source), id: logicalId, body: { ...attributes, Properties: mapped.properties } }];
    }),
  );
  return new Map(
    [...Map.groupBy(found, ({ scope }) => scope)].map(([scope, each]) => [
      scope,
      { ids: new Set(each.map(({ id }) => id)), bodies: each.map(({ body }) => body) },
    ]),
  );
};

const tellsOf = (output: JsonValue | undefined, isKnown: (id: string) => boolean): boolean => {
  let found = false;
  eachReference(output, ({ id }) => {
    found ||= isKnown(id);
  });
  return found;
};

/**
 * The sections of the templates in a drop that belong to some of its resources: all, if no other stack has any resource of the template;
 * else what these use, and outputs that tell of them. What tells of nothing is the main stack's.
 */
export const templatesOf = (
  templates: readonly TemplateSections[],
  resources: readonly MappedResource[],
  elsewhere: Elsewhere,
  isMain: boolean,
): readonly TemplateSections[] => {
  if (templates.length === 0) return templates;
  const ownByScope = ownIn(resources);
  return templates.flatMap((template): TemplateSections[] => {
    const scope = scopeOfSections(template.source);
    const own = ownByScope.get(scope);
    const gone = elsewhere.get(scope);
    if (!gone) return own || isMain ? [template] : [];
    if (!own && !isMain) return [];
    const { ids = new Set<string>(), bodies = [] } = own ?? {};
    const outputs = Object.entries(isObject(template.sections.Outputs) ? template.sections.Outputs : {}).filter(
      ([, output]) => tellsOf(output, (id) => ids.has(id)) || (isMain && !tellsOf(output, (id) => gone.has(id))),
    );
    const Outputs = Object.fromEntries(outputs);
    const used = withoutUnused(template.sections, [...bodies, Outputs]);
    return [{ ...template, sections: mapObject(used, (value, name) => (name === 'Outputs' ? Outputs : value)) }];
  });
};
