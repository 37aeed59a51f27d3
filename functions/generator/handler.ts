import { InputsCollected } from '#events/inputs-collected.ts';
import { configuredRequests } from '#jobs/template/configured-requests.ts';
import { generating as generatingTemplate } from '#jobs/template/generate.ts';
import { artifactStore } from '#shared/aws/artifact-store.ts';
import { s3Client } from '#shared/aws/clients.ts';
import { ofKind } from '#shared/pipeline/by-kind.ts';
import { parseEnv } from '#shared/pipeline/env.ts';
import { runtime } from '#shared/pipeline/runtime.ts';
import { stage } from '#shared/pipeline/stage.ts';

const env = parseEnv('generator');
const { traced, stageDeps, lambda } = runtime(env);
const artifacts = artifactStore(traced(s3Client()), env.OUTPUT_BUCKET);
const doors = { template: generatingTemplate(configuredRequests(env)) };

const generator = stage(
  InputsCollected,
  {
    name: 'generator',
    run: (job, { data }) => ofKind(doors, job)(job, data, { artifacts }),
  },
  stageDeps,
);

export const handler = lambda([generator]);
