import type { Budget } from './budget.ts';
import type { Model } from './model.ts';

export type Guard = {
  /** Why the model is off for the whole stage, or undefined if it is on. */
  readonly off: () => Promise<string | undefined>;
  /** Is told each charge, in US dollars. */
  readonly spent: (costUsd: number) => void;
};

/** The same budget; each charge is told as well. */
const metered = (budget: Budget, spent: Guard['spent']): Budget => ({
  get spent() {
    return budget.spent;
  },
  affords: (...asked) => budget.affords(...asked),
  charge(...used) {
    const before = budget.spent.costUsd;
    budget.charge(...used);
    spent(budget.spent.costUsd - before);
  },
});

/** A model that is asked only while the stage's switch is on, and whose cost is told as it arises. */
export const guarded = (model: Model, { off, spent }: Guard): Model => ({
  prompt: model.prompt,
  async ask(question) {
    const why = await off();
    if (why !== undefined)
      return { outcome: 'unavailable', why: `switched off for the whole stage (${why}): docs/runbook/model-spend.md` };
    return model.ask({ ...question, budget: metered(question.budget, spent) });
  },
});
