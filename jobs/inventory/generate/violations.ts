import { createHash } from 'node:crypto';
import { type InventoryFinding, type Severity, type Violation, violation } from '#schemas/inventory/finding.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { refOf } from './changes.ts';
import type { Looks } from './looks.ts';
import type { Rule, Surroundings } from './rules/rule.ts';

/** A finding before it is known since when. */
export type Found = Omit<InventoryFinding, 'firstSeen' | 'status' | 'rank'>;

/** A rule that threw: a resource it did not understand must not cost the report. */
export type Misunderstanding = { readonly rule: string; readonly arn: string; readonly error: string };

/** The same for the same rule and resource on every scan; it does not show which resource that is. */
export const findingId = (rule: string, arn: string): string =>
  `${rule}/${createHash('sha256').update(arn).digest('hex').slice(0, 12)}`;

export const foundOf = (
  rule: Pick<Rule, 'id' | 'severity' | 'service' | 'todo' | 'page'>,
  resource: InventoryResource,
  said: Violation & { readonly severity?: Severity },
): Found => {
  const { severity = rule.severity, ...rest } = said;
  const { id, service, todo, page } = rule;
  return {
    ...violation.parse(rest),
    id: findingId(id, resource.arn),
    rule: id,
    severity,
    service,
    resource: refOf(resource),
    todo,
    page,
  };
};

/** What the rules say of every resource; the kind of error where a rule could not cope with one. */
export const violationsIn = (
  { resources }: Looks,
  rules: readonly Rule[],
  around: Surroundings,
): { readonly found: readonly Found[]; readonly misunderstood: readonly Misunderstanding[] } => {
  const byType = new Map<string, Rule[]>();
  for (const rule of rules) for (const type of rule.types) byType.set(type, [...(byType.get(type) ?? []), rule]);
  const found: Found[] = [];
  const misunderstood: Misunderstanding[] = [];
  for (const resource of resources) {
    for (const rule of [...(byType.get(resource.type) ?? []), ...(byType.get('*') ?? [])]) {
      try {
        const said = rule.check(resource, around);
        if (said) found.push(foundOf(rule, resource, said));
      } catch (error) {
        // The message of an unexpected error may quote what it choked on: only its kind is told.
        const kind = error instanceof Error ? error.name : 'unknown error';
        misunderstood.push({ rule: rule.id, arn: resource.arn, error: kind });
      }
    }
  }
  return { found, misunderstood };
};
