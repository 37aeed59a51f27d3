import type { FidelityReport } from '#schemas/fidelity.ts';
import type { Finding } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { TemplateOptions } from '#schemas/template-options.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { Template, TemplateParameter, TemplateResource } from '#shared/cloudformation/template.ts';
import type { CollectedFile, TemplateSections } from '#shared/exports/resource.ts';
import { renderTemplate } from '#shared/yaml/render-template.ts';
import { forImport } from '../import/for-import.ts';
import type { MappedResource, Trace } from '../mapped.ts';
import { withOutputs } from '../outputs/outputs.ts';
import { cutFinding } from '../wiring/findings.ts';
import { homeOf } from '../wiring/home.ts';
import { wire } from '../wiring/wire.ts';
import { compare } from './canonical.ts';
import { fidelityReport } from './fidelity.ts';
import { headerOf, plural } from './header.ts';
import { placeFindings } from './home-findings.ts';
import { layerOf } from './layers.ts';
import { limitFindings } from './limits.ts';
import { logicalIdClaims } from './logical-id.ts';
import { asTheyAre, makeAnew } from './make-anew.ts';
import { declare, mergeSections, renamesIn } from './merge-sections.ts';
import { askForMissing } from './missing-references.ts';
import { orderProperties, orderResources } from './order.ts';
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
  readonly files: readonly CollectedFile[];
  readonly templates: readonly TemplateSections[];
  readonly resources: readonly MappedResource[];
  /** Of what no resource was made of. */
  readonly traces: readonly Trace[];
  readonly mode?: TemplateOptions['mode'];
};

export type Assembled = {
  readonly template: Template;
  readonly yaml: string;
  readonly fidelity: FidelityReport;
  readonly findings: readonly Finding[];
  /** What the template's resources were made of, in their order. */
  readonly placed: readonly Placed[];
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

const resourceOf = ({ mapped, properties, attributes }: Placed, registry: Registry): TemplateResource => ({
  Type: mapped.type,
  ...Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => compare(a, b))),
  ...(Object.keys(properties).length === 0
    ? {}
    : { Properties: orderProperties(properties, registry.type(mapped.type), mapped.name) }),
});

const sortedParameters = (
  ...all: readonly (JsonValue | Parameters | undefined)[]
): Record<string, TemplateParameter> => {
  const entries = all.flatMap((each) => (isObject(each) ? Object.entries(each) : []));
  const valid = entries.flatMap(([name, value]): [string, TemplateParameter][] =>
    isObject(value) && typeof value.Type === 'string' ? [[name, { ...value, Type: value.Type }]] : [],
  );
  return Object.fromEntries(valid.sort(([a], [b]) => compare(a, b)));
};

const transformsNeeded = (placed: readonly Placed[], registry: Registry, written: JsonValue | undefined) => {
  const needed = placed.map(({ mapped }) => registry.type(mapped.type)?.transform).filter((each) => each !== undefined);
  return written ?? (needed.length > 0 ? needed.sort(compare)[0] : undefined);
};

const present = (sections: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(sections).filter(
      ([, value]) => value !== undefined && !(isObject(value) && Object.keys(value).length === 0),
    ),
  );

const titlesOf = (ordered: readonly Placed[]): ReadonlyMap<string, string> => {
  const titles = new Map<string, string>();
  let last = '';
  for (const { logicalId, mapped } of ordered) {
    const { title } = layerOf(mapped.type);
    if (title !== last) titles.set(logicalId, title);
    last = title;
  }
  return titles;
};

const severityRank = { FATAL: 0, ERROR: 1, WARN: 2, INFO: 3 } as const;

const sortedFindings = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort(
    (a, b) =>
      severityRank[a.severity] - severityRank[b.severity] ||
      compare(a.rule, b.rule) ||
      compare(a.logicalId ?? '', b.logicalId ?? '') ||
      compare(a.message, b.message),
  );

/**
 * Makes the template of mapped resources: names them, wires them, asks for what is missing, merges what templates brought along, puts all in
 * order and writes it down. The same input, in whatever order, gives the same bytes.
 */
export const assemble = (
  { title, files, templates, resources, traces, mode = 'recreate' }: Ingredients,
  registry: Registry,
): Assembled => {
  const { home, census } = homeOf(resources);
  const claims = logicalIdClaims();
  const declared = declare(templates, claims);
  const placement = placeResources(resources, { registry, home, claims });
  const merged = mergeSections(declared, placement.renamed);
  const named = renamed(placement.placed, (scope) => renamesIn(scope, declared, placement.renamed)).map(
    withReadableUserData,
  );
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
  const { Description, Transform, Metadata, Parameters, Rules, Mappings, Conditions, Globals } = complete.sections;
  const { outputs, findings: outputFindings } =
    mode === 'import' ? { outputs: {}, findings: [] } : withOutputs(ordered, complete.sections.Outputs);
  const Resources = Object.fromEntries(ordered.map((each) => [each.logicalId, resourceOf(each, registry)]));
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    ...present({
      Description: Description ?? `${title}: ${plural(ordered.length, 'resource')}`.slice(0, 1024),
      Transform: transformsNeeded(ordered, registry, Transform),
      Metadata,
      Parameters: sortedParameters(Parameters, complete.parameters),
      Rules,
      Mappings,
      Conditions,
      Globals,
    }),
    Resources,
    ...present({ Outputs: outputs }),
  } as const satisfies Template;
  const yaml = renderTemplate(template, { header: headerOf(files, ordered, home), titles: titlesOf(ordered) });
  const findings = [
    ...placeFindings(home, census),
    ...placement.findings,
    ...merged.findings,
    ...wired.cuts.map((cut) => cutFinding(cut, freed.saidBy(cut.from, cut.to))),
    ...wired.findings,
    ...freed.findings,
    ...wanted.findings,
    ...complete.findings,
    ...outputFindings,
    ...limitFindings(template, Buffer.byteLength(yaml)),
  ];
  return {
    template,
    yaml,
    fidelity: fidelityReport(files, ordered, { ...freed, moved: wired.moved }, traces),
    findings: sortedFindings(findings),
    placed: ordered,
  };
};
