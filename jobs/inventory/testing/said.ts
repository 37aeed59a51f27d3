import type { Violation } from '#schemas/inventory/finding.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { looksOf } from '../generate/looks.ts';
import type { Rule } from '../generate/rules/rule.ts';
import { surroundingsOf } from '../generate/surroundings.ts';
import { readingOf, resourceOf } from './scan.ts';

type Around = {
  /** ISO 8601; default: the night of the 21st of November 2026. */
  readonly now?: string;
  readonly others?: readonly InventoryResource[];
  /** Types that were looked for completely besides those that are there. */
  readonly complete?: readonly string[];
};

/** A resource of a type whose configuration is what a test is about. */
export const configured = (
  type: string,
  configuration: InventoryResource['configuration'],
  given: Partial<InventoryResource> = {},
): InventoryResource => {
  const id = given.id ?? 'subject';
  return resourceOf(id, { type, arn: `arn:aws:test:eu-west-1:111122223333:${type}/${id}`, configuration, ...given });
};

/** What a rule says of a resource in the middle of others; the severity is the rule's unless it says otherwise. */
export const said = (
  rule: Rule,
  subject: InventoryResource,
  { now = '2026-11-21T02:00:00.000Z', others = [], complete = [] }: Around = {},
): (Violation & { readonly severity: string }) | undefined => {
  const reading = readingOf([subject, ...others], { types: complete });
  const violation = rule.check(subject, surroundingsOf(looksOf([reading]), new Date(now)));
  return violation && { severity: rule.severity, ...violation };
};
