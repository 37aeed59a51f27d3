import { loadModel } from '#shared/model/load.ts';
import type { ValidatorEnv } from '#shared/pipeline/env.ts';
import { type Repair, repairBy } from './validate/repair.ts';

/** The repair by model, only if it is switched on; a failure of the model is never one of the job (docs/decisions/model.md). */
export const configuredRepair = (env: ValidatorEnv): Repair | undefined =>
  env.MODEL_ENABLED
    ? repairBy(
        () =>
          loadModel({
            modelId: env.MODEL_ID,
            ...(env.MODEL_FALLBACK_ID && { fallbackModelId: env.MODEL_FALLBACK_ID }),
            attemptMs: env.MODEL_ATTEMPT_SECONDS * 1000,
            promptPath: `/dropforge/${env.STAGE}/prompts/`,
          }),
        {
          maxRounds: env.MODEL_MAX_ROUNDS,
          maxTokens: env.MODEL_MAX_TOKENS,
          maxCostUsd: env.MODEL_MAX_COST_USD,
          deadlineMs: env.MODEL_DEADLINE_SECONDS * 1000,
        },
      )
    : undefined;
