import { ArtifactGenerated } from '#events/artifact-generated.ts';
import { warmEngine } from '#jobs/template/validate/engine.ts';
import { type Repair, repairBy } from '#jobs/template/validate/repair.ts';
import { validating as validatingTemplate } from '#jobs/template/validate.ts';
import { artifactStore } from '#shared/aws/artifact-store.ts';
import { s3Client } from '#shared/aws/clients.ts';
import { loadModel } from '#shared/model/load.ts';
import { ofKind } from '#shared/pipeline/by-kind.ts';
import { parseEnv } from '#shared/pipeline/env.ts';
import { runtime } from '#shared/pipeline/runtime.ts';
import { stage } from '#shared/pipeline/stage.ts';

const env = parseEnv('validator');
const { traced, stageDeps, lambda } = runtime(env);
const artifacts = artifactStore(traced(s3Client()), env.OUTPUT_BUCKET);

/** Only if it is switched on; a failure of the model is never one of the job (docs/decisions/model.md). */
const configuredRepair = (): Repair | undefined =>
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

const doors = { template: validatingTemplate(configuredRepair()) };

const validator = stage(
  ArtifactGenerated,
  {
    name: 'validator',
    run: (job, { data }) => ofKind(doors, job)(job, data, { artifacts }),
  },
  stageDeps,
);

warmEngine();

export const handler = lambda([validator]);
