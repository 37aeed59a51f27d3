import { configuredModel, modelLimits } from '#shared/model/configured.ts';
import type { ModelEnv } from '#shared/pipeline/env.ts';
import { writingBy } from './generate/model/write.ts';
import { generating } from './generate.ts';

/** The generator's door; a model writes only if it is switched on, else the words are the templates' own (docs/decisions/model.md). */
export const configuredGenerate = (env: ModelEnv) =>
  generating(env.MODEL_ENABLED ? writingBy(configuredModel(env), modelLimits(env)) : undefined);
