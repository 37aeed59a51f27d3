import { artifactStore } from '#shared/aws/artifact-store.ts';
import { s3Client } from '#shared/aws/clients.ts';
import { parseEnv } from '#shared/pipeline/env.ts';
import { intake } from '#shared/pipeline/intake.ts';
import { inventoryDue } from '#shared/pipeline/inventory-due.ts';
import { kindOf } from '#shared/pipeline/kind-of.ts';
import { runtime } from '#shared/pipeline/runtime.ts';

const env = parseEnv('intake');
const { traced, stageDeps, queue, drops, locks, lambda } = runtime(env);
const inputs = artifactStore(traced(s3Client()), env.INPUT_BUCKET);
const deps = { ...stageDeps, locks, inputs, retentionDays: env.RETENTION_DAYS };

export const handler = lambda([
  ...intake({
    ...deps,
    queue,
    drops: drops(env.RETENTION_DAYS),
    kindOf: kindOf(inputs),
    settleSeconds: env.SETTLE_SECONDS,
  }),
  inventoryDue(deps),
]);
