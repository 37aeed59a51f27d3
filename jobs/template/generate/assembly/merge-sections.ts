import type { Finding } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { TemplateSections } from '#shared/exports/resource.ts';
import { canonical, compare } from './canonical.ts';
import { type Claims, logicalIdClaims } from './logical-id.ts';
import { type Merged, mergeNamed, sectionsNamed } from './merge-named.ts';
import { secretHint } from './parameters.ts';
import { mapObject, type Renames, rename } from './references.ts';
import { type Scope, scopeOfSections } from './scope.ts';

/** What the templates of a drop declare for their resources to use, merged, and the names that changed on the way. */
export type Declared = {
  readonly templates: readonly TemplateSections[];
  readonly parameters: Merged;
  readonly mappings: Merged;
  readonly conditions: Merged;
};

const nothing: ReadonlyMap<string, string> = new Map();

/** A NoEcho parameter whose default would be the secret has none. */
const withoutSecretDefault = (value: JsonValue): JsonValue => {
  if (!isObject(value)) return value;
  const isSecret = value.NoEcho === true || value.NoEcho === 'true' || secretHint(value.Default) !== undefined;
  if (!isSecret) return value;
  const { Default: _, ...rest } = value;
  return { ...rest, NoEcho: value.NoEcho === 'true' ? 'true' : true };
};

/** Parameters, Mappings and Conditions of all templates. Parameters share their names with resources, so they claim theirs. */
export const declare = (templates: readonly TemplateSections[], claims: Claims): Declared => {
  const ordered = [...templates].sort((a, b) => compare(scopeOfSections(a.source), scopeOfSections(b.source)));
  const own = ordered.map((each) => ({
    ...each,
    sections: mapObject(each.sections, (section, name) =>
      name === 'Parameters' && isObject(section)
        ? mapObject(section, (value) => withoutSecretDefault(value ?? null))
        : section,
    ),
  }));
  const parameters = mergeNamed('Parameters', sectionsNamed(own, 'Parameters'), claims.claim);
  const mappings = mergeNamed('Mappings', sectionsNamed(own, 'Mappings'), logicalIdClaims().claim);
  const conditions = mergeNamed(
    'Conditions',
    sectionsNamed(own, 'Conditions').map((each) => {
      const scope = scopeOfSections(each.source);
      const renames = {
        ids: parameters.renamed.get(scope) ?? nothing,
        conditions: nothing,
        mappings: mappings.renamed.get(scope) ?? nothing,
      };
      return { ...each, members: mapObject(each.members, (value) => rename(value, renames)) };
    }),
    logicalIdClaims().claim,
  );
  return { templates: own, parameters, mappings, conditions };
};

/** Everything that has another name now than it had in one template. */
export const renamesIn = (
  scope: Scope,
  { parameters, mappings, conditions }: Declared,
  resources: ReadonlyMap<Scope, ReadonlyMap<string, string>>,
): Renames => ({
  ids: new Map([...(parameters.renamed.get(scope) ?? []), ...(resources.get(scope) ?? [])]),
  mappings: mappings.renamed.get(scope) ?? nothing,
  conditions: conditions.renamed.get(scope) ?? nothing,
});

const values = ({ members }: Merged): Record<string, JsonValue> =>
  Object.fromEntries([...members].map(([name, { value }]) => [name, value]));

/** No `Ref` works in a mapping or in metadata: a secret there leaves only its name. */
const withoutSecrets = (value: JsonValue | undefined): JsonValue | undefined => {
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item) ?? null);
  if (!isObject(value)) return value;
  const hint = secretHint(value);
  return hint === undefined ? mapObject(value, withoutSecrets) : `<${hint}>`;
};

const asList = (value: JsonValue | undefined): readonly JsonValue[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

const transforms = (templates: readonly TemplateSections[]): JsonValue | undefined => {
  const [only, ...others] = templates.map(({ sections }) => sections.Transform).filter((each) => each !== undefined);
  if (others.length === 0) return only;
  const all = templates.flatMap(({ sections }) => asList(sections.Transform));
  const once = [...new Map(all.map((each) => [canonical(each), each])).values()];
  return once.length > 1 ? once : once[0];
};

const descriptions = (templates: readonly TemplateSections[]): string | undefined => {
  const all = templates.map(({ sections }) => sections.Description).filter((each) => typeof each === 'string');
  return all.length === 0 ? undefined : [...new Set(all)].join('; ').slice(0, 1024);
};

/** `AWS::CloudFormation::Interface` of several templates shows all their parameter groups; of anything else the first is kept. */
const mergeMember = (older: JsonValue, newer: JsonValue): JsonValue | undefined => {
  if (canonical(older) === canonical(newer)) return older;
  if (Array.isArray(older) && Array.isArray(newer)) return [...older, ...newer];
  if (!isObject(older) || !isObject(newer)) return undefined;
  const merged = new Map(Object.entries(older));
  for (const [key, value] of Object.entries(newer)) {
    const there = merged.get(key);
    if (value === undefined) continue;
    const both = there === undefined ? value : mergeMember(there, value);
    if (both === undefined) return undefined;
    merged.set(key, both);
  }
  return Object.fromEntries(merged);
};

/** Sections that are kept whole: what cannot be merged is the first template's, and a finding says so. */
const mergeWhole = (name: string, declared: Declared, renames: (scope: Scope) => Renames, findings: Finding[]) => {
  const merged = new Map<string, JsonValue>();
  for (const { source, members } of sectionsNamed(declared.templates, name)) {
    for (const [key, found] of Object.entries(members)) {
      const value = renameListed(
        rename(found, renames(scopeOfSections(source))),
        renames(scopeOfSections(source)).ids,
        key,
      );
      if (value === undefined) continue;
      const there = merged.get(key);
      const both = there === undefined ? value : mergeMember(there, value);
      if (both !== undefined) merged.set(key, both);
      else findings.push(leftOut(name, key, source.file));
    }
  }
  return Object.fromEntries(merged);
};

/** `AWS::CloudFormation::Interface` names parameters plainly: in the lists of its groups and as the keys of its labels. */
const renameListed = (
  value: JsonValue | undefined,
  ids: ReadonlyMap<string, string>,
  key: string,
): JsonValue | undefined => {
  if (
    ids.size === 0 ||
    (key !== 'AWS::CloudFormation::Interface' &&
      key !== 'Parameters' &&
      key !== 'ParameterGroups' &&
      key !== 'ParameterLabels')
  )
    return value;
  if (typeof value === 'string') return ids.get(value) ?? value;
  if (Array.isArray(value)) {
    return value.map((item) =>
      isObject(item)
        ? mapObject(item, (inner, name) => renameListed(inner, ids, name))
        : (renameListed(item, ids, key) ?? null),
    );
  }
  if (!isObject(value)) return value;
  if (key !== 'ParameterLabels') return mapObject(value, (inner, name) => renameListed(inner, ids, name));
  return Object.fromEntries(Object.entries(value).map(([name, label]) => [ids.get(name) ?? name, label]));
};

const leftOut = (section: string, key: string, file: string): Finding => ({
  rule: 'section-not-merged',
  severity: 'WARN',
  message: `${section}/${key} of ${file} differs from the same one in another template of the drop and is left out.`,
  hint: `Put what both need into one ${section}/${key}.`,
});

const exportName = (value: JsonValue): string | undefined =>
  isObject(value) && isObject(value.Export) ? canonical(value.Export.Name) : undefined;

/** An export's name may be used once only. */
const exportsOnce = (outputs: Record<string, JsonValue>, findings: Finding[]): Record<string, JsonValue> => {
  const seen = new Map<string, string>();
  const kept = Object.entries(outputs).map(([name, value]): [string, JsonValue] => {
    const exported = exportName(value);
    const first = exported === undefined ? undefined : seen.get(exported);
    if (exported !== undefined && first === undefined) seen.set(exported, name);
    if (first === undefined || !isObject(value)) return [name, value];
    findings.push({
      rule: 'export-twice',
      severity: 'WARN',
      message: `Outputs/${name} exports the same name as Outputs/${first}; it is an output without an export here.`,
    });
    const { Export: _, ...rest } = value;
    return [name, rest];
  });
  return Object.fromEntries(kept);
};

/** All sections but Resources, merged; empty ones are absent. */
export const mergeSections = (
  declared: Declared,
  renamedResources: ReadonlyMap<Scope, ReadonlyMap<string, string>>,
): { readonly sections: JsonObject; readonly findings: readonly Finding[] } => {
  const renames = (scope: Scope) => renamesIn(scope, declared, renamedResources);
  const findings: Finding[] = [];
  const named = (section: string) => {
    const found = sectionsNamed(declared.templates, section).map((each) => ({
      ...each,
      members: mapObject(each.members, (value) => rename(value, renames(scopeOfSections(each.source)))),
    }));
    const merged = mergeNamed(section, found, logicalIdClaims().claim);
    findings.push(...merged.findings);
    return values(merged);
  };
  const conditions = [...declared.conditions.members].map(([name, { value, scope }]): [string, JsonValue] => [
    name,
    rename(value, { ...renames(scope), ids: nothing, mappings: nothing }) ?? null,
  ]);
  const sections: JsonObject = {
    Description: descriptions(declared.templates),
    Transform: transforms(declared.templates),
    Metadata: withoutSecrets(mergeWhole('Metadata', declared, renames, findings)),
    Parameters: values(declared.parameters),
    Rules: named('Rules'),
    Mappings: withoutSecrets(values(declared.mappings)),
    Conditions: Object.fromEntries(conditions),
    Globals: mergeWhole('Globals', declared, renames, findings),
    Outputs: exportsOnce(named('Outputs'), findings),
  };
  const present = Object.entries(sections).filter(
    ([, value]) => value !== undefined && !(isObject(value) && Object.keys(value).length === 0),
  );
  const { parameters, mappings, conditions: renamedConditions } = declared;
  findings.push(...parameters.findings, ...mappings.findings, ...renamedConditions.findings);
  return { sections: Object.fromEntries(present), findings };
};
