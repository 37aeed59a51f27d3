import packageJson from '../../package.json' with { type: 'json' };
import { atOnce, s3Client } from '../aws/clients.ts';
import { inputStore } from '../aws/input-store.ts';
import { objectStore } from '../aws/object-store.ts';
import { rangeStore } from '../aws/range-store.ts';
import { signedDownload } from '../aws/sign.ts';
import { signedPost } from '../aws/sign-post.ts';
import { webhookRefusal } from '../notification/webhook/refusal.ts';
import { dropStore } from '../pipeline/drop-store.ts';
import type { DoorEnv } from '../pipeline/env.ts';
import type { Ground } from '../pipeline/ground.ts';
import { isProduction } from '../pipeline/is-production.ts';
import { jobIndex } from '../pipeline/job-index.ts';
import { kindOf } from '../pipeline/kind-of.ts';
import { shelves } from '../pipeline/replay/shelves.ts';
import type { OperationHandlers } from './api.ts';
import { cancelJob } from './change/cancel-job.ts';
import { replayJob } from './change/replay-job.ts';
import { healthProbes } from './health-probes.ts';
import { inventoryOperations } from './inventory/operations.ts';
import { getHealth } from './operations/get-health.ts';
import { getJob } from './operations/get-job.ts';
import { getJobStatus } from './operations/get-job-status.ts';
import { getOpenApi } from './operations/get-openapi.ts';
import { listJobs } from './operations/list-jobs.ts';
import { reservations } from './reservations.ts';
import { startOperations } from './start/operations.ts';
import type { StartDeps } from './start/source.ts';
import { uploadOperations } from './upload/operations.ts';

/** Every operation on what a deployment has: its table, bus and buckets. */
export const handlers = (env: DoorEnv, { dynamo, eventBridge, traced, locks, deps }: Ground): OperationHandlers => {
  const s3 = traced(s3Client(atOnce));
  const { jobs, now } = deps;
  const {
    JOBS_TABLE: table,
    RETENTION_DAYS: retentionDays,
    INPUT_BUCKET: inputBucket,
    OUTPUT_BUCKET: outputBucket,
  } = env;
  const inputs = inputStore(s3, inputBucket);
  const starting: StartDeps = {
    ...deps,
    locks,
    retentionDays,
    inputs,
    drops: dropStore(dynamo, table, retentionDays),
    reservations: reservations(dynamo, table, now),
    kindOf: kindOf(inputs),
    isProduction: isProduction(env.STAGE),
    webhookRefusal: webhookRefusal(env),
  };
  const reading = { jobs, sign: signedDownload(s3, outputBucket) };
  const index = jobIndex(dynamo, table);
  const probes = healthProbes({ dynamo, eventBridge, s3, table, bus: env.EVENT_BUS, inputBucket, outputBucket });
  return {
    ...startOperations(starting),
    ...uploadOperations({ sign: signedPost(s3, inputBucket), now }),
    getJob: getJob(reading),
    getJobStatus: getJobStatus(reading),
    listJobs: listJobs(index),
    cancelJob: cancelJob(deps),
    replayJob: replayJob({ ...starting, shelves: shelves((bucket) => objectStore(s3, bucket), outputBucket) }),
    ...inventoryOperations({ jobs, index, artifacts: rangeStore(s3, outputBucket) }),
    getHealth: getHealth({ version: packageJson.version, probes }),
    getOpenApi: getOpenApi(),
  };
};
