import { InputsCollected } from '#events/inputs-collected.ts';
import { tableStore } from '#jobs/inventory/generate/table-store.ts';
import { generate as generateInventory } from '#jobs/inventory/generate.ts';
import { configuredGenerate as generateSpec } from '#jobs/spec/configured-generate.ts';
import { configuredRequests } from '#jobs/template/configured-requests.ts';
import { generating as generatingTemplate } from '#jobs/template/generate.ts';
import { artifactStore } from '#shared/aws/artifact-store.ts';
import { s3Client } from '#shared/aws/clients.ts';
import { ofKind } from '#shared/pipeline/by-kind.ts';
import { parseEnv } from '#shared/pipeline/env.ts';
import { runtime } from '#shared/pipeline/runtime.ts';
import { stage } from '#shared/pipeline/stage.ts';

const env = parseEnv('generator');
const { traced, dynamo, stageDeps, lambda } = runtime(env);
const artifacts = artifactStore(traced(s3Client()), env.OUTPUT_BUCKET);
const table = tableStore(dynamo, env.INVENTORY_TABLE);
const deps = { artifacts, table, inventoryDays: env.INVENTORY_DAYS };
const doors = {
  template: generatingTemplate(configuredRequests(env)),
  inventory: generateInventory,
  spec: generateSpec(env),
};

const generator = stage(
  InputsCollected,
  { name: 'generator', run: (job, { data }) => ofKind(doors, job)(job, data, deps) },
  stageDeps,
);

export const handler = lambda([generator]);
