import { ArtifactGenerated } from '#events/artifact-generated.ts';
import { validate as validateInventory } from '#jobs/inventory/validate.ts';
import { configuredRepair } from '#jobs/template/configured-repair.ts';
import { warmEngine } from '#jobs/template/validate/engine.ts';
import { validating as validatingTemplate } from '#jobs/template/validate.ts';
import { artifactStore } from '#shared/aws/artifact-store.ts';
import { s3Client } from '#shared/aws/clients.ts';
import { ofKind } from '#shared/pipeline/by-kind.ts';
import { parseEnv } from '#shared/pipeline/env.ts';
import { runtime } from '#shared/pipeline/runtime.ts';
import { stage } from '#shared/pipeline/stage.ts';

const env = parseEnv('validator');
const { traced, stageDeps, lambda } = runtime(env);
const artifacts = artifactStore(traced(s3Client()), env.OUTPUT_BUCKET);

const doors = { template: validatingTemplate(configuredRepair(env)), inventory: validateInventory };

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
