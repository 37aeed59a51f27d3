import { configuredModel, modelLimits } from '#shared/model/configured.ts';
import type { ModelEnv } from '#shared/pipeline/env.ts';
import { type Repair, repairBy } from './validate/repair.ts';

/** The repair by model, only if it is switched on; a failure of the model is never one of the job (docs/decisions/model.md). */
export const configuredRepair = (env: ModelEnv): Repair | undefined =>
  env.MODEL_ENABLED
    ? repairBy(configuredModel(env), { maxRounds: env.MODEL_MAX_ROUNDS, ...modelLimits(env) })
    : undefined;
