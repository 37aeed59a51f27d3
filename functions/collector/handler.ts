import { JobRequested } from '#events/job-requested.ts';
import { ScanCellRequested } from '#events/scan-cell-requested.ts';
import { configuredScan } from '#jobs/inventory/configured-scan.ts';
import { collecting as collectingTemplate } from '#jobs/template/collect.ts';
import type { InputLocation } from '#schemas/job.ts';
import { artifactStore } from '#shared/aws/artifact-store.ts';
import { s3Client } from '#shared/aws/clients.ts';
import { objectStore } from '#shared/aws/object-store.ts';
import { inputsOf } from '#shared/pipeline/archive.ts';
import { ofKind } from '#shared/pipeline/by-kind.ts';
import { parseEnv } from '#shared/pipeline/env.ts';
import { partsOf } from '#shared/pipeline/gather.ts';
import { lazyDoor } from '#shared/pipeline/lazy-door.ts';
import { runtime } from '#shared/pipeline/runtime.ts';
import { type Stage, stage } from '#shared/pipeline/stage.ts';

const env = parseEnv('collector');
const { traced, stageDeps, parts, lambda } = runtime(env);
const s3 = traced(s3Client());
const artifacts = artifactStore(s3, env.OUTPUT_BUCKET);
const scan = configuredScan(env, { artifacts, now: stageDeps.now });
const doors = {
  template: collectingTemplate(env.MODEL_ENABLED),
  inventory: scan.collect,
  spec: lazyDoor(async () => (await import('#jobs/spec/collect.ts')).collect),
};
const run: Stage<{ input: InputLocation }>['run'] = (job, { data }) => {
  const input = inputsOf(job);
  return ofKind(doors, job)({ ...job, input }, data, { artifacts, inputs: objectStore(s3, input.bucket) });
};

export const handler = lambda([
  stage(JobRequested, { name: 'collector', run }, stageDeps),
  partsOf(ScanCellRequested, scan.cells, { ...stageDeps, parts: parts(env.RETENTION_DAYS) }),
]);
