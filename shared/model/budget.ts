import { costUsd } from './prices.ts';

/** What was used so far. */
export type Usage = { readonly inputTokens: number; readonly outputTokens: number; readonly costUsd: number };

/** What one job may use, all models together. */
export type Budget = {
  readonly spent: Usage;
  /** Whether a call of at most these tokens stays within the limits. */
  affords(modelId: string, inputTokens: number, outputTokens: number): boolean;
  charge(modelId: string, inputTokens: number, outputTokens: number): void;
};

const nothing: Usage = { inputTokens: 0, outputTokens: 0, costUsd: 0 };

/** A budget of tokens (input and output together) and US dollars, of which some may be spent already. */
export const startBudget = (
  limits: { readonly tokens: number; readonly costUsd: number },
  before: Usage = nothing,
): Budget => {
  let spent = before;
  const after = (modelId: string, input: number, output: number): Usage => ({
    inputTokens: spent.inputTokens + input,
    outputTokens: spent.outputTokens + output,
    costUsd: spent.costUsd + costUsd(modelId, input, output),
  });
  return {
    get spent() {
      return spent;
    },
    affords(modelId, input, output) {
      const then = after(modelId, input, output);
      return then.inputTokens + then.outputTokens <= limits.tokens && then.costUsd <= limits.costUsd;
    },
    charge(modelId, input, output) {
      spent = after(modelId, input, output);
    },
  };
};
