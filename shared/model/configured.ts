import type { ModelEnv } from '../pipeline/env.ts';
import { loadModel } from './load.ts';
import type { Model } from './model.ts';

/** Loads the model that a function is configured with. */
export const configuredModel = (env: ModelEnv) => (): Promise<Model> =>
  loadModel({
    modelId: env.MODEL_ID,
    ...(env.MODEL_FALLBACK_ID && { fallbackModelId: env.MODEL_FALLBACK_ID }),
    attemptMs: env.MODEL_ATTEMPT_SECONDS * 1000,
    promptPath: `/dropforge/${env.STAGE}/prompts/`,
  });
