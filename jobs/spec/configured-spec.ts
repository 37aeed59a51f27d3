import { configuredModel } from '#shared/model/configured.ts';
import type { ModelEnv } from '#shared/pipeline/env.ts';
import type { Rewriter } from './validate/mend/mend.ts';
import { type RewriteLimits, rewritingBy } from './validate/mend/rewrite.ts';

const limitsOf = (env: ModelEnv): RewriteLimits => ({
  maxTokens: env.MODEL_MAX_TOKENS,
  maxCostUsd: env.MODEL_MAX_COST_USD,
  deadlineMs: env.MODEL_DEADLINE_SECONDS * 1000,
});

/** The rewriting by model, only if it is switched on; without it what fails a check is cut (docs/decisions/model.md). */
export const configuredRewriter = (env: ModelEnv): Rewriter | undefined =>
  env.MODEL_ENABLED ? rewritingBy(configuredModel(env), limitsOf(env)) : undefined;
