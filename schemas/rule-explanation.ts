import * as z from 'zod';

/** A fixer: what it is called in a finding's `fix.by`, and what it finds and makes of that. */
const fixer = z.object({ name: z.string(), mends: z.string() });

/** What is known of a rule, and nothing that is not: a field that nobody wrote down is absent. */
export const ruleExplanation = z.object({
  rule: z.string(),
  of: z
    .enum(['template', 'account'])
    .describe('template: it judges CloudFormation templates. account: resources as they are'),
  from: z.enum(['validation engine', 'Dropforge']).describe('Whose rule it is'),
  severity: z.string().optional().describe('Of its findings, if nothing about one says otherwise'),
  category: z.string().optional(),
  meaning: z.string().describe('What it finds'),
  why: z.string().optional().describe('Why that matters'),
  todo: z.string().optional().describe('How a person mends it'),
  page: z.url().optional().describe('The documentation that it follows'),
  resourceTypes: z.array(z.string()).optional().describe('What it looks at'),
  reads: z.array(z.string()).optional().describe('The API fields that it reads'),
  fixers: z
    .array(fixer)
    .describe('What mends such findings in a template, each only where one change is certain; none: a person must'),
});

export type RuleExplanation = z.infer<typeof ruleExplanation>;
