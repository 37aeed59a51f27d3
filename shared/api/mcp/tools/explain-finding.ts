import * as z from 'zod';
import { type RuleExplanation, ruleExplanation } from '#schemas/rule-explanation.ts';
import { ApiProblem } from '../../api-problem.ts';
import { asData } from '../as-data.ts';
import { defineTool } from '../tool.ts';

const text = (longest: number) => z.string().max(longest);

/** What a finding says of itself, of templates and accounts alike. */
const context = z
  .object({
    message: text(2000),
    logicalId: text(255),
    resourceType: text(255),
    property: text(1000),
    hint: text(2000),
    why: text(2000),
    resource: text(2048),
  })
  .partial();

const output = ruleExplanation.extend({
  finding: context.optional().describe('As it was given: what it says of itself is its author’s, not the rule’s'),
});

const machine = ({ of, fixers }: RuleExplanation): string => {
  if (of === 'account') return 'No machine mends it: nothing in an account is changed from here.';
  if (fixers.length === 0) return 'No machine mends it: a person must.';
  const list = fixers.map(({ name, mends }) => `- ${name}: ${mends}`).join('\n');
  return `validate_template with fix mends it where one change is certain:\n${list}`;
};

const lines = (rule: RuleExplanation): string =>
  [
    `${rule.rule}${rule.severity ? ` (${rule.severity})` : ''}: ${rule.meaning}`,
    rule.why && `Why it matters: ${rule.why}`,
    rule.todo && `How to mend it: ${rule.todo}`,
    rule.resourceTypes && `It looks at: ${rule.resourceTypes.join(', ')}`,
    rule.page && `Documentation: ${rule.page}`,
    machine(rule),
    rule.why || rule.todo ? undefined : 'No more is known of it here.',
  ]
    .filter((line) => line)
    .join('\n');

export const explainFinding = defineTool({
  name: 'explain_finding',
  title: 'Explain a finding',
  description:
    'What a rule finds, why it matters, how to mend it, and whether a machine can: of template rules (E3012, missing-policy-version) and of account rules (rds-public). ' +
    'It tells what is written down of the rule, and no more.',
  input: z.strictObject({
    rule: text(100).min(1).describe('The id of the rule, as the finding has it'),
    finding: context.optional().describe('The finding itself, to have both in one place'),
  }),
  output,
  annotations: { readOnlyHint: true, openWorldHint: false, idempotentHint: true },
  run: async ({ rule, finding }, { explain, charge }) => {
    await charge();
    const known = await explain(rule);
    if (!known)
      throw new ApiProblem(
        'NOT_FOUND',
        'No rule has this id. Take it from the field rule of a finding: E3012, rds-public.',
      );
    return {
      structured: { ...known, ...(finding && { finding }) },
      text: [lines(known), ...(finding ? [asData('the finding', JSON.stringify(finding))] : [])].join('\n'),
    };
  },
});
