import type { z } from 'zod';
import { ArtifactGenerated } from '#events/artifact-generated.ts';
import { InsightPostponed } from '#events/insight-postponed.ts';
import { configuredInsight } from '#jobs/inventory/configured-insight.ts';
import { insightLater } from '#jobs/inventory/validate/insight/later.ts';
import { validating as validatingInventory } from '#jobs/inventory/validate.ts';
import { configuredValidate as validateSpec } from '#jobs/spec/configured-validate.ts';
import { configuredRepair } from '#jobs/template/configured-repair.ts';
import { warmEngine } from '#jobs/template/validate/engine.ts';
import { validating as validatingTemplate } from '#jobs/template/validate.ts';
import { artifactStore } from '#shared/aws/artifact-store.ts';
import { s3Client } from '#shared/aws/clients.ts';
import { ofKind } from '#shared/pipeline/by-kind.ts';
import { parseEnv } from '#shared/pipeline/env.ts';
import { followUp } from '#shared/pipeline/follow-up.ts';
import { runtime } from '#shared/pipeline/runtime.ts';
import { type Stage, stage } from '#shared/pipeline/stage.ts';

const env = parseEnv('validator');
const { traced, queue, stageDeps, lambda } = runtime(env);
const artifacts = artifactStore(traced(s3Client()), env.OUTPUT_BUCKET);

const asking = configuredInsight(env, stageDeps.now);
const doors = {
  template: validatingTemplate(configuredRepair(env)),
  inventory: validatingInventory(asking),
  spec: validateSpec(env),
};

const run: Stage<z.infer<typeof ArtifactGenerated.data>>['run'] = (job, { data }) =>
  ofKind(doors, job)(job, data, { artifacts });
const later = insightLater(asking, artifacts);

if (env.WARM_ENGINE) warmEngine();

export const handler = lambda([
  stage(ArtifactGenerated, { name: 'validator', run }, stageDeps),
  followUp(InsightPostponed, { name: 'validator', run: later }, { ...stageDeps, queue }),
]);
