import type { RuleExplanation } from '#schemas/rule-explanation.ts';
import { entry } from '#shared/entry.ts';
import { ownRules } from './own-rules.ts';
import { type Engine, sharedEngine } from './validate/engine.ts';
import { fixersFor } from './validate/fixes/index.ts';

const fixersOf = (rule: string) => fixersFor(rule).map(({ name, mends }) => ({ name, mends }));

/** What is known of a rule that findings of templates have: ours, or the engine's. Undefined if there is none of that id. */
export const explainTemplateRule = async (
  rule: string,
  engine: Pick<Engine, 'rules'> = sharedEngine(),
): Promise<RuleExplanation | undefined> => {
  const own = entry(ownRules, rule);
  if (own) return { rule, of: 'template', from: 'Dropforge', ...own, fixers: fixersOf(rule) };
  const known = (await engine.rules()).find(({ id }) => id === rule);
  if (!known) return undefined;
  const { severity, category, description } = known;
  return {
    rule,
    of: 'template',
    from: 'validation engine',
    severity,
    ...(category !== undefined && { category }),
    meaning: description,
    fixers: fixersOf(rule),
  };
};
