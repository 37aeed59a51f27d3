import { ArtifactGenerated } from '#events/artifact-generated.ts';
import { InputsCollected } from '#events/inputs-collected.ts';
import { InsightPostponed } from '#events/insight-postponed.ts';
import { InsightWritten } from '#events/insight-written.ts';
import { JobFailed } from '#events/job-failed.ts';
import { JobRequested } from '#events/job-requested.ts';
import { JobSucceeded } from '#events/job-succeeded.ts';
import { ScanCellRequested } from '#events/scan-cell-requested.ts';
import type { StageName } from '#schemas/job.ts';
import { artifactStore } from '#shared/aws/artifact-store.ts';
import { objectStore } from '#shared/aws/object-store.ts';
import { digestDue } from '#shared/notification/digest/digest-due.ts';
import { digestStore } from '#shared/notification/digest/digest-store.ts';
import { configuredOverdueDigest } from '#shared/notification/digest/overdue.ts';
import { notify } from '#shared/notification/notify.ts';
import { topic } from '#shared/notification/topic.ts';
import { archiveJob, inputsOf } from '#shared/pipeline/archive.ts';
import { ofKind } from '#shared/pipeline/by-kind.ts';
import type { Route } from '#shared/pipeline/consumer.ts';
import { followUp } from '#shared/pipeline/follow-up.ts';
import { forgetSources } from '#shared/pipeline/forget.ts';
import { partsOf } from '#shared/pipeline/gather.ts';
import { intake } from '#shared/pipeline/intake.ts';
import { inventoryDue } from '#shared/pipeline/inventory-due.ts';
import { kindOf } from '#shared/pipeline/kind-of.ts';
import { stage } from '#shared/pipeline/stage.ts';
import { hourly, offerTo, sweep } from '#shared/pipeline/sweep.ts';
import { watchdog } from '#shared/pipeline/watchdog.ts';
import { collect, plan } from '../doors/collect.ts';
import { generate } from '../doors/generate.ts';
import { afterwards, ending } from '../doors/message.ts';
import { scan } from '../doors/scan.ts';
import { insight, validate, validateAndAsk } from '../doors/validate.ts';
import { urlOf } from '../services/sqs.ts';
import { bucketNames, jobsTable, type Runtime, retentionDays } from './deps.ts';

const overdueEnv = { JOBS_TABLE: jobsTable, NOTIFIER_QUEUE_URL: urlOf('notifier') };

type Composed = (runtime: Runtime) => readonly Route[];

/** As each functions/<stage>/handler.ts composes it, with doors that cost little. */
export const routes: Readonly<Record<StageName, Composed>> = {
  intake({ s3, stageDeps, queue, drops, locks }) {
    const inputs = artifactStore(s3, bucketNames.input);
    const deps = { ...stageDeps, locks, inputs, retentionDays };
    return [...intake({ ...deps, queue, drops, kindOf: kindOf(inputs), settleSeconds: 30 }), inventoryDue(deps)];
  },

  collector({ s3, stageDeps, parts }) {
    const artifacts = artifactStore(s3, bucketNames.output);
    const doors = { template: collect, inventory: plan, spec: collect };
    const collector = stage(
      JobRequested,
      {
        name: 'collector',
        run(job, { data }) {
          const input = inputsOf(job);
          return ofKind(doors, job)({ ...job, input }, data, { artifacts, inputs: objectStore(s3, input.bucket) });
        },
      },
      stageDeps,
    );
    return [collector, partsOf(ScanCellRequested, scan(artifacts), { ...stageDeps, parts })];
  },

  generator({ s3, stageDeps }) {
    const artifacts = artifactStore(s3, bucketNames.output);
    return [
      stage(
        InputsCollected,
        { name: 'generator', run: (job, { data }) => generate(job, data, { artifacts }) },
        stageDeps,
      ),
    ];
  },

  validator({ s3, stageDeps, queue }) {
    const artifacts = artifactStore(s3, bucketNames.output);
    const doors = { template: validate, inventory: validateAndAsk(stageDeps.now), spec: validate };
    return [
      stage(
        ArtifactGenerated,
        { name: 'validator', run: (job, { data }) => ofKind(doors, job)(job, data, { artifacts }) },
        stageDeps,
      ),
      followUp(InsightPostponed, { name: 'validator', run: insight(artifacts) }, { ...stageDeps, queue }),
    ];
  },

  notifier({ s3, sns, dynamo, stageDeps }) {
    const deps = {
      topic: topic(sns, 'arn:aws:sns:eu-west-1:111122223333:alerts'),
      channels: new Set(['EMAIL'] as const),
      digests: digestStore(dynamo, jobsTable),
      call: () => Promise.reject(new Error('No webhook is simulated')),
      artifacts: artifactStore(s3, bucketNames.output),
      // A signature is made without a call.
      sign: async (key: string) => `https://output.example/${key}`,
      now: stageDeps.now,
    };
    const end = notify({ ...deps, messages: { template: ending, inventory: ending, spec: ending } });
    return [
      stage(JobSucceeded, { name: 'notifier', run: end }, stageDeps),
      stage(JobFailed, { name: 'notifier', run: end }, stageDeps),
      stage(
        InsightWritten,
        { name: 'notifier', run: notify({ ...deps, messages: { inventory: afterwards } }) },
        stageDeps,
      ),
      digestDue({ ...deps, ...stageDeps }),
    ];
  },

  cleanup({ s3, sqs, dynamo, stageDeps, drops }) {
    const deps = {
      ...stageDeps,
      inputs: objectStore(s3, bucketNames.input),
      artifacts: artifactStore(s3, bucketNames.output),
      archive: artifactStore(s3, bucketNames.archive),
    };
    const cleanup = { name: 'cleanup', run: archiveJob(deps) } as const;
    return [
      stage(JobSucceeded, cleanup, stageDeps),
      stage(JobFailed, cleanup, stageDeps),
      watchdog(stageDeps),
      hourly([
        sweep({ ...deps, offer: offerTo(sqs, urlOf('intake'), stageDeps.now), drops }),
        forgetSources(deps),
        configuredOverdueDigest(overdueEnv, { ...stageDeps, sqs, dynamo }),
      ]),
    ];
  },
};
