import type { Finding } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Source } from '#shared/exports/resource.ts';
import { canonical } from './canonical.ts';
import { type Scope, scopeOfSections } from './scope.ts';

/** A section of one template: what it names, and where it was found. */
export type NamedSection = { readonly source: Source; readonly members: JsonObject };

export type Merged = {
  readonly members: ReadonlyMap<string, { readonly value: JsonValue; readonly scope: Scope }>;
  /** Names that had to change, by the template in which they did. */
  readonly renamed: ReadonlyMap<Scope, ReadonlyMap<string, string>>;
  readonly findings: readonly Finding[];
};

const renamedFinding = (section: string, from: string, to: string, source: Source): Finding => ({
  rule: 'name-changed',
  severity: 'INFO',
  message: `${section}/${from} of ${source.file} is ${section}/${to} here, as another template in the drop uses the name for something else. References to it were changed with it.`,
  sources: [source],
});

/** The members of a section of several templates in one: what is the same once, what differs under a name of its own. */
export const mergeNamed = (
  section: string,
  sections: readonly NamedSection[],
  claim: (wanted: string) => string,
): Merged => {
  const members = new Map<string, { value: JsonValue; scope: Scope }>();
  const byOrigin = new Map<string, string>();
  const renamed = new Map<Scope, Map<string, string>>();
  const findings: Finding[] = [];
  for (const { source, members: own } of sections) {
    const scope = scopeOfSections(source);
    for (const [name, value] of Object.entries(own)) {
      if (value === undefined) continue;
      const origin = `${name} ${canonical(value)}`;
      const known = byOrigin.get(origin);
      const to = known ?? claim(name);
      byOrigin.set(origin, to);
      if (known === undefined) members.set(to, { value, scope });
      if (to === name) continue;
      renamed.set(scope, (renamed.get(scope) ?? new Map()).set(name, to));
      findings.push(renamedFinding(section, name, to, source));
    }
  }
  return { members, renamed, findings };
};

/** The section of that name, of every template that has it. */
export const sectionsNamed = (
  templates: readonly { readonly source: Source; readonly sections: JsonObject }[],
  name: string,
): NamedSection[] =>
  templates.flatMap(({ source, sections }) => {
    const members = sections[name];
    return isObject(members) ? [{ source, members }] : [];
  });
