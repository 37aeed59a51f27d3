import type { RuleExplanation } from '#schemas/rule-explanation.ts';
import { rules } from './generate/rules/index.ts';

/** What is known of a rule of the inventory. Undefined if there is none of that id. Why it matters differs by resource: a finding says it. */
export const explainInventoryRule = (id: string): RuleExplanation | undefined => {
  const rule = rules.find((one) => one.id === id);
  if (!rule) return undefined;
  const { severity, finds, todo, page, types, reads } = rule;
  return {
    rule: id,
    of: 'account',
    from: 'Dropforge',
    severity,
    meaning: finds,
    todo,
    page,
    resourceTypes: [...types],
    reads: [...reads],
    fixers: [],
  };
};
