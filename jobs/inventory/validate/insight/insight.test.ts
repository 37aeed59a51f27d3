import type { InventoryReport } from '#schemas/inventory/report.ts';
import type { Answer, Model, Question } from '#shared/model/model.ts';
import { analyse } from '../../generate/analyse.ts';
import { rules } from '../../generate/rules/index.ts';
import { configured } from '../../testing/said.ts';
import { readingOf, scanOf } from '../../testing/scan.ts';
import { aggregateOf } from './aggregate.ts';
import { insightOf } from './insight.ts';

const databases = Array.from({ length: 3 }, (_, n) =>
  configured(
    'AWS::RDS::DBInstance',
    { Engine: 'postgres', EngineVersion: '13.16', DBInstanceClass: 'db.m6g.xlarge', StorageEncrypted: true },
    { id: `ledger-${n}`, name: `ledger-${n}`, tags: { owner: 'secret-team' } },
  ),
);

const report: InventoryReport = analyse(
  scanOf('2026-11-21T02:00:00.000Z', [readingOf(databases)]),
  { looks: [], trend: [] },
  { rules, tables: [], exceptions: [] },
).report;

const limits = { maxTokens: 100_000, maxCostUsd: 1, deadlineMs: 1_000 };

const answering = (input: unknown, asked: string[] = []): Model => ({
  async ask<Input>({ text, tool }: Question<Input>): Promise<Answer<Input>> {
    asked.push(text);
    const parsed = tool.parse.safeParse(input);
    return parsed.success
      ? { outcome: 'answered', modelId: 'stub', input: parsed.data }
      : { outcome: 'refused', modelId: 'stub', why: 'no tool call' };
  },
  prompt: async (_, packaged) => packaged,
});

const insightFor = async (summary: string[], priorities: unknown[] = []) => {
  const outcome = await insightOf(report, answering({ summary, priorities }), limits);
  return outcome.outcome === 'written' ? outcome.insight : outcome;
};

describe('The insight of a model', () => {
  it('is given sums alone: no name, id, tag, region or account', async () => {
    const asked: string[] = [];
    await insightOf(report, answering({ summary: [], priorities: [] }, asked), limits);
    expect(asked.join()).toContain('rds-extended-support');
    expect(asked.join()).not.toMatch(/ledger|secret-team|eu-west-1|111122223333|arn:/);
  });

  it.each([
    'Databases past standard support cost 876 USD a month.',
    'Databases past standard support cost $10,512 a year.',
    'All 3 databases are past standard support.',
    'Three databases are past standard support, and one of them is enough to worry.',
    'Support ended on 2026-02-28.',
  ])('is kept where the findings bear it out: %s', async (sentence) =>
    expect(await insightFor([sentence])).toMatchObject({ summary: [sentence], cut: 0 }),
  );

  it.each([
    'All 4 databases are past standard support.',
    'Databases cost 3 USD a month.',
    'There are 876 databases.',
    'Five databases are past standard support.',
    'Dozens of databases are old.',
    'This is 40% of the bill.',
    'Half of them are old.',
    'It would save 1,000 USD.',
    'Look at https://example.com for more.',
    'Ask admin@example.com first.',
    'Look at arn:aws:rds:eu-west-1:1:db:x.',
    'Look at <b>this</b>.',
    'Instance i-0123456789abcdef0 is open.',
  ])('is cut where they do not: %s', async (sentence) =>
    expect(await insightFor([sentence, 'Begin with the databases.'])).toMatchObject({
      summary: ['Begin with the databases.'],
      cut: 1,
    }),
  );

  it('loses the sentence and not what stands beside it', async () =>
    expect(await insightFor(['Databases are old. They are 17. Upgrade them.'])).toMatchObject({
      summary: ['Databases are old.', 'Upgrade them.'],
      cut: 1,
    }));

  it('has priorities for rules that found something only', async () => {
    const good = { title: 'Upgrade', action: 'Upgrade the 3 databases.', rules: ['rds-extended-support', 'invented'] };
    const invented = { title: 'Delete all', action: 'Delete everything.', rules: ['invented'] };
    expect(await insightFor(['Old.'], [good, invented])).toMatchObject({
      priorities: [{ title: 'Upgrade', rules: ['rds-extended-support'] }],
    });
  });

  it('is none where nothing of it can be kept, or the answer is prose', async () => {
    expect(await insightFor(['There are 99 problems.'])).toMatchObject({ outcome: 'nothing' });
    expect(await insightOf(report, answering('Dear team'), limits)).toMatchObject({ outcome: 'nothing' });
  });

  it('may come later where no model can be asked', async () => {
    const throttled: Model = { ...answering({}), ask: async () => ({ outcome: 'unavailable', why: 'over its quota' }) };
    expect(await insightOf(report, throttled, limits)).toEqual({ outcome: 'unavailable', why: 'over its quota' });
  });

  it('is about at most forty rules', () => expect(aggregateOf(report).rules.length).toBeLessThanOrEqual(40));
});
