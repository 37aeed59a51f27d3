import { ArtifactGenerated } from '#events/artifact-generated.ts';
import { InputsCollected } from '#events/inputs-collected.ts';
import { JobFailed } from '#events/job-failed.ts';
import { JobRequested } from '#events/job-requested.ts';
import { JobSucceeded } from '#events/job-succeeded.ts';
import { NotificationSent } from '#events/notification-sent.ts';
import type { JobKind, StageName } from '#schemas/job.ts';
import { artifactKey } from '../aws/artifact-store.ts';
import { archiveJob, inputsOf } from '../pipeline/archive.ts';
import { type BatchHandler, consumer } from '../pipeline/consumer.ts';
import { draft } from '../pipeline/door.ts';
import { forgetSources } from '../pipeline/forget.ts';
import { type Stage, type StageDeps, stage } from '../pipeline/stage.ts';
import { type Submission, submit } from '../pipeline/submit.ts';
import { submittedAt } from './job.ts';
import {
  envelopeOf,
  memoryBuckets,
  memoryBus,
  memoryJobs,
  memoryLocks,
  memoryObserver,
  memoryQueue,
  sqsRecord,
} from './memory.ts';

const firstJob = '019b7a11-0000-7000-8000-000000000001';

/**
 * A whole pipeline in memory, with the real protocol, archive and forgetting around stages that do next to nothing: the collector
 * joins its inputs, the generator writes them in capitals, the validator counts their letters.
 */
export const smallPipeline = (kind: JobKind = 'template') => {
  const clock = { now: Date.parse(submittedAt) };
  const now = () => new Date(clock.now++);
  const { objects, bucketOf } = memoryBuckets();
  const [inputs, artifacts, archive] = [bucketOf('input'), bucketOf('output'), bucketOf('archive')];
  const [jobs, bus, queue, observer] = [memoryJobs(), memoryBus(), memoryQueue(), memoryObserver()];
  /** What a stage throws, once each. */
  const broken: Partial<Record<StageName, Error>> = {};
  const runs: string[] = [];
  const told: string[] = [];

  const collect: Stage['run'] = async (job) => {
    const { bucket, prefix } = inputsOf(job);
    const taken = await Array.fromAsync(bucketOf(bucket).list(prefix));
    const texts = await Promise.all(taken.map(({ key }) => bucketOf(bucket).readText(key)));
    const put = (name: string, text: string) =>
      artifacts.put(artifactKey(job.jobId, 'collector', name), text, 'text/plain');
    const collection = await put('collection.txt', texts.join(' '));
    const list = await put('inputs.json', JSON.stringify(taken));
    const patch = { work: { collection: collection.key, inputs: list.key }, summary: { files: taken.length } };
    return { patch, events: [draft(InputsCollected, { key: collection.key, items: taken.length })] };
  };

  const generate: Stage<{ key: string }>['run'] = async (job, { data }) => {
    const text = (await artifacts.readText(data.key)).toUpperCase();
    const made = await artifacts.put(artifactKey(job.jobId, 'generator', 'result.txt'), text, 'text/plain');
    return { patch: { artifacts: [made] }, events: [draft(ArtifactGenerated, { key: made.key })] };
  };

  const validate: Stage<{ key: string }>['run'] = async (job, { data }) => {
    const text = `${await artifacts.readText(data.key)}!`;
    const made = await artifacts.put(artifactKey(job.jobId, 'validator', 'result.txt'), text, 'text/plain');
    const summary = { letters: text.length };
    return { patch: { artifacts: [made], summary }, events: [draft(JobSucceeded, { artifacts: [made], summary })] };
  };

  const tell: Stage['run'] = async (job, { type }) => {
    told.push(`${job.jobId} ${type}`);
    const sent = { channel: 'sns', messageId: `m${told.length}`, subject: type } as const;
    return { patch: {}, events: [draft(NotificationSent, sent)] };
  };

  const runOf = <Data>(name: StageName, run: Stage<Data>['run']): Stage<Data> => ({
    name,
    run: (job, event) => {
      runs.push(`${job.jobId} ${name}`);
      const error = broken[name];
      delete broken[name];
      if (error) throw error;
      return run(job, event);
    },
  });

  const stageDeps: StageDeps = {
    jobs,
    publish: (events) => bus.publish(events),
    observer,
    leaseSeconds: 60,
    isProduction: false,
    now,
  };
  const keep = archiveJob({ inputs, artifacts, archive, observer, now });
  // The last receive is the first: what fails for now fails the job.
  const consumerDeps = { queue, observer, maxReceiveCount: 1, backoffBaseSeconds: 1 };
  const onEnd = (follower: Stage) => [stage(JobSucceeded, follower, stageDeps), stage(JobFailed, follower, stageDeps)];
  const consumers: readonly BatchHandler[] = [
    consumer([stage(JobRequested, runOf('collector', collect), stageDeps)], consumerDeps),
    consumer([stage(InputsCollected, runOf('generator', generate), stageDeps)], consumerDeps),
    consumer([stage(ArtifactGenerated, runOf('validator', validate), stageDeps)], consumerDeps),
    consumer(onEnd(runOf('notifier', tell)), consumerDeps),
    consumer(onEnd(runOf('cleanup', keep)), consumerDeps),
  ];
  const takes: readonly (readonly string[])[] = [
    ['JobRequested'],
    ['InputsCollected'],
    ['ArtifactGenerated'],
    ['JobSucceeded', 'JobFailed'],
    ['JobSucceeded', 'JobFailed'],
  ];

  let taken = 0;
  /** Delivers what is on the bus until nothing is left. */
  const settle = async (): Promise<void> => {
    for (; taken < bus.events.length; taken++) {
      const event = bus.events[taken];
      if (!event) continue;
      for (const [index, handle] of consumers.entries())
        if (takes[index]?.includes(event.type))
          await handle({ Records: [sqsRecord(envelopeOf(event), `m${taken}-${index}`)] });
    }
  };

  const submitDeps = { ...stageDeps, locks: memoryLocks(), retentionDays: 90 };

  /** Submits a job of two files and lets it run to its end. */
  const ran = async (change: Partial<Submission> = {}): Promise<string> => {
    await inputs.put('drops/web/a.txt', 'alpha', 'text/plain');
    await inputs.put('drops/web/b.txt', 'beta', 'text/plain');
    const input = { bucket: 'input', prefix: 'drops/web/' };
    const jobId = await submit(
      { jobId: firstJob, kind, owner: 'me', input, cause: 'arrival-1', ...change },
      submitDeps,
    );
    await settle();
    return jobId;
  };

  const job = async (jobId: string) => (await jobs.get(jobId)) ?? Promise.reject(new Error(`There is no job ${jobId}`));

  return {
    clock,
    objects,
    bucketOf,
    jobs,
    bus,
    queue,
    observer,
    broken,
    runs,
    told,
    submitDeps,
    settle,
    ran,
    job,
    forget: forgetSources({ inputs, artifacts, archive, jobs, observer, now }),
  };
};
