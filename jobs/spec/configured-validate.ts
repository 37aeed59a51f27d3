import { configuredModel, modelLimits } from '#shared/model/configured.ts';
import type { ModelEnv } from '#shared/pipeline/env.ts';
import { rendering } from './rendering.ts';
import { rewritingBy } from './validate/mend/rewrite.ts';
import { validatingWith } from './validate.ts';

/** The validator's door; a model rewrites only if it is switched on, else what fails a check is cut (docs/decisions/model.md). */
export const configuredValidate = (env: ModelEnv) =>
  validatingWith(rendering)(env.MODEL_ENABLED ? rewritingBy(configuredModel(env), modelLimits(env)) : undefined);
