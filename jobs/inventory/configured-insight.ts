import { configuredModel, modelLimits } from '#shared/model/configured.ts';
import type { ModelEnv } from '#shared/pipeline/env.ts';
import type { Asking } from './validate/insight/asking.ts';
import { insightOf } from './validate/insight/insight.ts';

/** The insight by model, only if it is switched on; a failure of the model is never one of the job (docs/decisions/model.md). */
export const configuredInsight = (env: ModelEnv, now: () => Date): Asking | undefined =>
  env.MODEL_ENABLED
    ? {
        ask: async (report) => insightOf(report, await configuredModel(env)(), modelLimits(env)),
        retrySeconds: env.MODEL_INSIGHT_RETRY_SECONDS,
        now,
      }
    : undefined;
