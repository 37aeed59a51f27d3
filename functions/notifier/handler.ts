import { InsightWritten } from '#events/insight-written.ts';
import { JobFailed } from '#events/job-failed.ts';
import { JobSucceeded } from '#events/job-succeeded.ts';
import { alerts } from '#jobs/inventory/message/alerts.ts';
import { insightMessage } from '#jobs/inventory/message/insight.ts';
import { message as inventory } from '#jobs/inventory/message.ts';
import { message as spec } from '#jobs/spec/message.ts';
import { message as template } from '#jobs/template/message.ts';
import { configuredNotifier } from '#shared/notification/configured-notifier.ts';
import { digestDue } from '#shared/notification/digest/digest-due.ts';
import { notify } from '#shared/notification/notify.ts';
import { parseEnv } from '#shared/pipeline/env.ts';
import { runtime } from '#shared/pipeline/runtime.ts';
import { stage } from '#shared/pipeline/stage.ts';

const env = parseEnv('notifier');
const { traced, dynamo, stageDeps, lambda } = runtime(env);
const deps = configuredNotifier(env, { traced, dynamo, now: stageDeps.now });
const end = notify({ ...deps, messages: { template, inventory, spec }, furthers: { inventory: alerts } });
const insight = notify({ ...deps, messages: { inventory: insightMessage } });

export const handler = lambda([
  stage(JobSucceeded, { name: 'notifier', run: end }, stageDeps),
  stage(JobFailed, { name: 'notifier', run: end }, stageDeps),
  stage(InsightWritten, { name: 'notifier', run: insight }, stageDeps),
  digestDue({ ...deps, ...stageDeps }),
]);
