import { JobRequested } from '#events/job-requested.ts';
import { collecting as collectingTemplate } from '#jobs/template/collect.ts';
import { artifactStore } from '#shared/aws/artifact-store.ts';
import { s3Client } from '#shared/aws/clients.ts';
import { objectStore } from '#shared/aws/object-store.ts';
import { inputsOf } from '#shared/pipeline/archive.ts';
import { ofKind } from '#shared/pipeline/by-kind.ts';
import { parseEnv } from '#shared/pipeline/env.ts';
import { runtime } from '#shared/pipeline/runtime.ts';
import { stage } from '#shared/pipeline/stage.ts';

const env = parseEnv('collector');
const { traced, stageDeps, lambda } = runtime(env);
const s3 = traced(s3Client());
const artifacts = artifactStore(s3, env.OUTPUT_BUCKET);
const doors = { template: collectingTemplate(env.MODEL_ENABLED) };

const collector = stage(
  JobRequested,
  {
    name: 'collector',
    run: (job, { data }) => {
      const input = inputsOf(job);
      return ofKind(doors, job)({ ...job, input }, data, { artifacts, inputs: objectStore(s3, input.bucket) });
    },
  },
  stageDeps,
);

export const handler = lambda([collector]);
