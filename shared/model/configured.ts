import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { ModelEnv } from '../pipeline/env.ts';
import { loadModel } from './load.ts';
import type { Model } from './model.ts';

/** At once, and not with the invocation's own: what a crash cuts off was spent all the same. The alarm of cost-guard.js adds it up. */
const tellSpend = (costUsd: number): void => {
  new Metrics().singleMetric().addMetric('ModelSpend', MetricUnit.NoUnit, costUsd);
};

/** Loads the model that a function is configured with. */
export const configuredModel = (env: ModelEnv) => (): Promise<Model> =>
  loadModel({
    modelId: env.MODEL_ID,
    ...(env.MODEL_FALLBACK_ID && { fallbackModelId: env.MODEL_FALLBACK_ID }),
    attemptMs: env.MODEL_ATTEMPT_SECONDS * 1000,
    ...(env.MODEL_GUARD_PARAMETER && { guard: { parameter: env.MODEL_GUARD_PARAMETER, spent: tellSpend } }),
    promptPath: `/dropforge/${env.STAGE}/prompts/`,
  });

/** What a job may spend on a model: tokens of both directions, US dollars, and milliseconds of one stage's time. */
export const modelLimits = (env: ModelEnv) => ({
  maxTokens: env.MODEL_MAX_TOKENS,
  maxCostUsd: env.MODEL_MAX_COST_USD,
  deadlineMs: env.MODEL_DEADLINE_SECONDS * 1000,
});
