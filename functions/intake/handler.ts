import { s3Client } from '#shared/aws/clients.ts';
import { objectStore } from '#shared/aws/object-store.ts';
import { parseEnv } from '#shared/pipeline/env.ts';
import { intake } from '#shared/pipeline/intake.ts';
import { runtime } from '#shared/pipeline/runtime.ts';

const env = parseEnv('intake');
const { traced, stageDeps, queue, drops, lambda } = runtime(env);

export const handler = lambda(
  intake({
    ...stageDeps,
    queue,
    drops: drops(env.RETENTION_DAYS),
    inputs: objectStore(traced(s3Client()), env.INPUT_BUCKET),
    kindOf: () => 'template',
    settleSeconds: env.SETTLE_SECONDS,
    retentionDays: env.RETENTION_DAYS,
  }),
);
