import { InsightWritten } from '#events/insight-written.ts';
import { JobFailed } from '#events/job-failed.ts';
import { JobSucceeded } from '#events/job-succeeded.ts';
import { alerts } from '#jobs/inventory/message/alerts.ts';
import { insightMessage } from '#jobs/inventory/message/insight.ts';
import { message as inventoryMessage } from '#jobs/inventory/message.ts';
import { message as specMessage } from '#jobs/spec/message.ts';
import { message as templateMessage } from '#jobs/template/message.ts';
import { artifactStore } from '#shared/aws/artifact-store.ts';
import { s3Client, snsClient } from '#shared/aws/clients.ts';
import { signedDownload } from '#shared/aws/sign.ts';
import { type ByKind, ofKind } from '#shared/pipeline/by-kind.ts';
import { parseEnv } from '#shared/pipeline/env.ts';
import { type FurtherMessagesDoor, notify } from '#shared/pipeline/notify.ts';
import { runtime } from '#shared/pipeline/runtime.ts';
import { stage } from '#shared/pipeline/stage.ts';

const env = parseEnv('notifier');
const { traced, stageDeps, lambda } = runtime(env);
const s3 = traced(s3Client());
const messages = { template: templateMessage, inventory: inventoryMessage, spec: specMessage };
const none: FurtherMessagesDoor = async () => [];
const furthers: ByKind<FurtherMessagesDoor> = { template: none, inventory: alerts, spec: none };
const common = {
  sns: traced(snsClient()),
  topicArn: env.ALERTS_TOPIC_ARN,
  artifacts: artifactStore(s3, env.OUTPUT_BUCKET),
  sign: signedDownload(s3, env.OUTPUT_BUCKET),
  now: stageDeps.now,
};
const run = notify({
  ...common,
  message: (job, links, bucket) => ofKind(messages, job)(job, links, bucket),
  further: (job, store) => ofKind(furthers, job)(job, store),
});
const tellInsight = notify({ ...common, message: insightMessage });

const notifier = { name: 'notifier', run } as const;

export const handler = lambda([
  stage(JobSucceeded, notifier, stageDeps),
  stage(JobFailed, notifier, stageDeps),
  stage(InsightWritten, { name: 'notifier', run: tellInsight }, stageDeps),
]);
