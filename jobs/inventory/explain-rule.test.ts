import { ruleExplanation } from '#schemas/rule-explanation.ts';
import { explainInventoryRule } from './explain-rule.ts';
import { rules } from './generate/rules/index.ts';

describe('a rule of the inventory is explained', () => {
  it.each(rules.map(({ id }) => id))('%s', (id) => {
    const told = ruleExplanation.parse(explainInventoryRule(id));
    expect(told).toMatchObject({ rule: id, of: 'account', fixers: [] });
    expect(told.meaning).toMatch(/^(A|An) [^.]+$/);
  });

  it.each(['', 'constructor', 'E3012'])('and "%s" is none', (id) => expect(explainInventoryRule(id)).toBeUndefined());
});
