import { JobFailed } from '#events/job-failed.ts';
import { JobSucceeded } from '#events/job-succeeded.ts';
import { artifactStore } from '#shared/aws/artifact-store.ts';
import { s3Client } from '#shared/aws/clients.ts';
import { objectStore } from '#shared/aws/object-store.ts';
import { configuredOverdueDigest } from '#shared/notification/digest/overdue.ts';
import { archiveJob } from '#shared/pipeline/archive.ts';
import { parseEnv } from '#shared/pipeline/env.ts';
import { forgetSources } from '#shared/pipeline/forget.ts';
import { runtime } from '#shared/pipeline/runtime.ts';
import { stage } from '#shared/pipeline/stage.ts';
import { hourly, offerTo, sweep } from '#shared/pipeline/sweep.ts';
import { watchdog } from '#shared/pipeline/watchdog.ts';

const env = parseEnv('cleanup');
const { traced, sqs, dynamo, stageDeps, drops, lambda } = runtime(env);
const s3 = traced(s3Client());
const inputs = objectStore(s3, env.INPUT_BUCKET);
const artifacts = artifactStore(s3, env.OUTPUT_BUCKET);
const archive = artifactStore(s3, env.ARCHIVE_BUCKET);

const deps = { ...stageDeps, inputs, artifacts, archive };
const cleanup = { name: 'cleanup', run: archiveJob(deps) } as const;
const offer = offerTo(sqs, env.INTAKE_QUEUE_URL, stageDeps.now);
const overdueDigest = configuredOverdueDigest(env, { ...stageDeps, sqs, dynamo });

export const handler = lambda([
  stage(JobSucceeded, cleanup, stageDeps),
  stage(JobFailed, cleanup, stageDeps),
  watchdog(stageDeps),
  hourly([sweep({ ...deps, offer, drops: drops(1) }), forgetSources(deps), overdueDigest]),
]);
