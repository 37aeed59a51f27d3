import { glob, readFile } from 'node:fs/promises';
import { ruleExplanation } from '#schemas/rule-explanation.ts';
import { explainTemplateRule } from './explain-rule.ts';
import { ownRules } from './own-rules.ts';
import { sharedEngine } from './validate/engine.ts';
import { fixers } from './validate/fixes/index.ts';

/** The rules that our own code gives findings, as its text has them. */
const raised = async (): Promise<Set<string>> => {
  const found = new Set<string>();
  for await (const path of glob('**/*.ts', { cwd: import.meta.dirname, exclude: ['**/*.test.ts'] })) {
    const text = await readFile(`${import.meta.dirname}/${path}`, 'utf8');
    for (const [, rule = ''] of text.matchAll(/\brule: '([a-z][a-z-]+)'/g)) found.add(rule);
  }
  return found;
};

describe('a rule of templates is explained', () => {
  it('each of ours that a finding may have', async () => {
    const rules = await raised();
    expect(rules.size).toBeGreaterThan(20);
    for (const rule of rules) expect(ownRules).toHaveProperty([rule]);
  });

  it('by what is written down of it, and by what mends it', async () => {
    expect(ruleExplanation.parse(await explainTemplateRule('missing-policy-version'))).toEqual({
      rule: 'missing-policy-version',
      of: 'template',
      from: 'Dropforge',
      ...ownRules['missing-policy-version'],
      fixers: [
        { name: 'missing-policy-version', mends: 'A policy document without a version, which gets the current one' },
      ],
    });
  });

  it('if it is one of the engine, by what the engine says', async () => {
    const told = ruleExplanation.parse(await explainTemplateRule('E2531'));
    expect(told).toMatchObject({ from: 'validation engine', severity: 'ERROR', meaning: expect.stringMatching(/\w+/) });
    expect(told.fixers.map(({ name }) => name)).toEqual(['lambda-runtime', 'ask-runtime']);
    expect(told).not.toHaveProperty('why');
  }, 60_000);

  it.each(['', 'constructor', 'E9999', 'rds-public'])('and "%s" is none', async (rule) =>
    expect(await explainTemplateRule(rule)).toBeUndefined(),
  );

  it('and every fixer says what it mends', () => {
    for (const { name, mends } of fixers) expect(`${name}: ${mends}`).toMatch(/: .{10,}[^.]$/);
  });

  afterAll(() => sharedEngine().close());
});
