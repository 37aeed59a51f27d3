import { configuredModel, modelLimits } from '#shared/model/configured.ts';
import type { ModelEnv } from '#shared/pipeline/env.ts';
import { type RequestReader, requestsBy } from './generate/request/read-requests.ts';

/** What reads requests in plain language, only if a model is switched on (docs/decisions/model.md). */
export const configuredRequests = (env: ModelEnv): RequestReader | undefined =>
  env.MODEL_ENABLED ? requestsBy(configuredModel(env), modelLimits(env)) : undefined;
