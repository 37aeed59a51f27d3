import { configuredModel } from '#shared/model/configured.ts';
import type { ModelEnv } from '#shared/pipeline/env.ts';
import { writingBy } from './generate/model/write.ts';
import type { SpecWriter } from './generate.ts';

/** The writing by model, only if it is switched on; without it the words are the templates' own (docs/decisions/model.md). */
export const configuredWriter = (env: ModelEnv): SpecWriter | undefined =>
  env.MODEL_ENABLED
    ? writingBy(configuredModel(env), {
        maxTokens: env.MODEL_MAX_TOKENS,
        maxCostUsd: env.MODEL_MAX_COST_USD,
        deadlineMs: env.MODEL_DEADLINE_SECONDS * 1000,
      })
    : undefined;
