import type { Finding } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { TemplateOptions } from '#schemas/template-options.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { TemplateParameter } from '#shared/cloudformation/template.ts';
import type { TemplateSections } from '#shared/exports/resource.ts';
import { forImport } from '../import/for-import.ts';
import type { MappedResource } from '../mapped.ts';
import { cutFinding } from '../wiring/findings.ts';
import { type Home, homeOf } from '../wiring/home.ts';
import { wire } from '../wiring/wire.ts';
import { compare } from './canonical.ts';
import { type Elsewhere, fromElsewhere, nowhereElse } from './elsewhere.ts';
import type { Aftermath } from './fidelity.ts';
import { logicalIdClaims } from './logical-id.ts';
import { asTheyAre, makeAnew } from './make-anew.ts';
import { declare, mergeSections, renamesIn } from './merge-sections.ts';
import { askForMissing } from './missing-references.ts';
import { orderResources } from './order.ts';
import { resolveOwnExports } from './own-exports.ts';
import { type Parameters, parameterise } from './parameters.ts';
import { placeResources } from './place-resources.ts';
import type { Placed } from './placed.ts';
import { mapObject, rename } from './references.ts';
import { scopeOf } from './scope.ts';
import { withReadableUserData } from './user-data.ts';

/** What a template is made of. */
export type Ingredients = {
  /** What people call the drop: its folder. */
  readonly title: string;
  readonly templates: readonly TemplateSections[];
  readonly resources: readonly MappedResource[];
  readonly mode?: TemplateOptions['mode'];
  /** What the templates brought along and another stack has. */
  readonly elsewhere?: Elsewhere;
};

/** Resources named, wired and in order, with all else that their template says: what a template is written from, or several are. */
export type Composed = {
  readonly title: string;
  /** All sections but Resources. */
  readonly sections: JsonObject;
  readonly resources: readonly Placed[];
  readonly home: Home;
  readonly aftermath: Aftermath;
  readonly findings: readonly Finding[];
};

/** References within each template rewritten to the names that things have now. */
const renamed = (placed: readonly Placed[], renamesOf: (scope: string) => ReturnType<typeof renamesIn>): Placed[] =>
  placed.map((each) => {
    const part = each.mapped.parts.find(({ dialect }) => dialect === 'cloudformation');
    if (!part) return each;
    const renames = renamesOf(scopeOf(part.source));
    if (renames.ids.size + renames.conditions.size + renames.mappings.size === 0) return each;
    const rewrite = (value: JsonValue | undefined) => rename(value, renames);
    return {
      ...each,
      properties: mapObject(each.properties, rewrite),
      attributes: mapObject(each.attributes, (value, name) => attribute(name, rewrite(value), renames)),
    };
  });

/** DependsOn and Condition name things plainly. */
const attribute = (name: string, value: JsonValue | undefined, { ids, conditions }: ReturnType<typeof renamesIn>) => {
  if (name === 'Condition' && typeof value === 'string') return conditions.get(value) ?? value;
  if (name !== 'DependsOn') return value;
  if (typeof value === 'string') return ids.get(value) ?? value;
  return Array.isArray(value)
    ? value.map((id: JsonValue) => (typeof id === 'string' ? (ids.get(id) ?? id) : id))
    : value;
};

const sortedParameters = (
  ...all: readonly (JsonValue | Parameters | undefined)[]
): Record<string, TemplateParameter> => {
  const entries = all.flatMap((each) => (isObject(each) ? Object.entries(each) : []));
  const valid = entries.flatMap(([name, value]): [string, TemplateParameter][] =>
    isObject(value) && typeof value.Type === 'string' ? [[name, { ...value, Type: value.Type }]] : [],
  );
  return Object.fromEntries(valid.sort(([a], [b]) => compare(a, b)));
};

/**
 * Names mapped resources, wires them, asks for what is missing, merges what templates brought along and puts all in order. The same input, in
 * whatever order, gives the same result.
 */
export const compose = (
  { title, templates, resources, mode = 'recreate', elsewhere = nowhereElse }: Ingredients,
  registry: Registry,
): Composed => {
  const home = homeOf(resources);
  const claims = logicalIdClaims();
  const declared = declare(templates, claims);
  const placement = placeResources(resources, { registry, home, claims });
  const merged = mergeSections(declared, placement.renamed);
  const own = fromElsewhere(placement.placed, elsewhere);
  const named = renamed(own, (scope) => renamesIn(scope, declared, placement.renamed)).map(withReadableUserData);
  const asked = parameterise(named, claims);
  const wired = wire(asked.resources, registry, home, claims, { rulesApart: mode === 'recreate' });
  const already = Object.keys(asked.parameters).length + Object.keys(merged.sections.Parameters ?? {}).length;
  const freed =
    mode === 'import'
      ? asTheyAre(wired.resources)
      : makeAnew(wired.resources, { registry, home, claims, asked: already });
  const wanted =
    mode === 'import'
      ? forImport(merged.sections, freed.resources)
      : { sections: merged.sections, resources: freed.resources, findings: [] };
  const parameters = { ...asked.parameters, ...freed.parameters };
  const complete = askForMissing(wanted.resources, wanted.sections, parameters, claims);
  const ordered = orderResources(resolveOwnExports(complete.resources, merged.sections.Outputs));
  const Parameters = sortedParameters(complete.sections.Parameters, complete.parameters);
  return {
    title,
    sections: { ...complete.sections, Parameters },
    resources: ordered,
    home,
    aftermath: { ...freed, moved: wired.moved },
    findings: [
      ...placement.findings,
      ...merged.findings,
      ...wired.cuts.map((cut) => cutFinding(cut, freed.saidBy(cut.from, cut.to))),
      ...wired.findings,
      ...freed.findings,
      ...wanted.findings,
      ...complete.findings,
    ],
  };
};
