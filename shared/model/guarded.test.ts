import * as z from 'zod';
import { startBudget } from './budget.ts';
import { guarded } from './guarded.ts';
import type { Model, Question } from './model.ts';

const modelId = 'amazon.nova-pro-v1:0';
const question = (budget = startBudget({ tokens: 10_000, costUsd: 1 })): Question<string> => ({
  system: 'Mend it',
  text: 'this',
  tool: { name: 'mend', description: 'Mends', inputSchema: {}, parse: z.string() },
  maxOutputTokens: 100,
  budget,
  signal: AbortSignal.timeout(1000),
});

/** Uses its tokens and says nothing. */
const spending: Model = {
  ask: async ({ budget }) => {
    budget.charge(modelId, 1000, 100);
    budget.charge(modelId, 1000, 100);
    return { outcome: 'refused', modelId, why: 'prose' };
  },
  prompt: async (_, packaged) => packaged,
};

describe('A guarded model', () => {
  it('is not asked while the switch is off, and tells why', async () => {
    const spent: number[] = [];
    const model = guarded(spending, { off: async () => 'off since noon', spent: (usd) => spent.push(usd) });
    expect(await model.ask(question())).toEqual({
      outcome: 'unavailable',
      why: expect.stringContaining('(off since noon): docs/runbook/model-spend.md'),
    });
    expect(spent).toEqual([]);
  });

  it('is asked while it is on, each charge is told, and the job’s own budget holds it too', async () => {
    const spent: number[] = [];
    const budget = startBudget({ tokens: 10_000, costUsd: 1 });
    const model = guarded(spending, { off: async () => undefined, spent: (usd) => spent.push(usd) });
    expect(await model.ask(question(budget))).toMatchObject({ outcome: 'refused' });
    expect(spent).toHaveLength(2);
    expect(budget.spent.costUsd).toBeGreaterThan(0);
    expect(spent[0]).toBeCloseTo(budget.spent.costUsd / 2, 12);
  });
});
