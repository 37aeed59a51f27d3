import { join } from 'node:path';
import type { Job, StageName } from '#schemas/job.ts';
import { objectStore } from '#shared/aws/object-store.ts';
import { newJobId } from '#shared/pipeline/job-id.ts';
import { jobStore } from '#shared/pipeline/job-store.ts';
import { lockStore } from '#shared/pipeline/lock-store.ts';
import { publisher } from '#shared/pipeline/outbox.ts';
import { shelves } from '#shared/pipeline/replay/shelves.ts';
import { replay } from '#shared/pipeline/replay.ts';
import { memoryObserver } from '#shared/testing/memory.ts';
import type { Clients } from './clients.ts';
import { type DeployedStack, deployedStack } from './deployed-stack.ts';
import { dropFolder } from './drop.ts';
import { eventually } from './eventually.ts';
import { receive, subscribe } from './inbox.ts';
import { endedJob, findJob } from './jobs.ts';
import { mishapsOf } from './mishaps.ts';
import { throttlingProxy } from './throttling-proxy.ts';

const webService = join(import.meta.dirname, '..', '..', 'examples', 'web-service');
const succeeded = { status: 'Succeeded' };

describe('whatever becomes of workers, queues, rules and tables, a job comes to its end and people are told', () => {
  let stack: DeployedStack;
  let clients: Clients;
  let output: DeployedStack['output'];
  let mishaps: ReturnType<typeof mishapsOf>;
  let inbox: string;
  const mails: string[] = [];

  beforeAll(async () => {
    stack = await deployedStack('faults');
    ({ clients, output } = stack);
    mishaps = mishapsOf(stack);
    inbox = await subscribe(clients, output('AlertsTopicArn'));
  });
  afterAll(() => stack?.stop());

  const drop = (name: string) => dropFolder(clients, output('InputBucketName'), webService, name);
  const current = (prefix: string) => findJob(clients, output('JobsTableName'), prefix);
  const ended = (prefix: string) => endedJob(clients, output('JobsTableName'), prefix, 90_000);
  const isThrough = (job: Job | undefined, stage: StageName) => job?.history.some((entry) => entry.stage === stage);

  /** The job once its stage is done and what it published is out. */
  const through = (prefix: string, stage: StageName): Promise<Job> =>
    eventually(`the ${stage} is done with ${prefix}`, 60_000, async () => {
      const job = await current(prefix);
      return isThrough(job, stage) && !job?.outbox ? job : undefined;
    });

  /** How often people were told of a job; waits until it was so often. */
  const told = (jobId: string, times: number): Promise<number> =>
    eventually(`${jobId} was told ${times} times`, 30_000, async () => {
      for (const { Body = '' } of await receive(clients, inbox)) mails.push(Body);
      const count = mails.filter((body) => body.includes(jobId)).length;
      return count >= times ? count : undefined;
    });

  /** Drops folders until a stage is met at work, and does something to it; the prefix of the folder and the claim it was met with. */
  const metAtWork = (stage: StageName, act: () => Promise<unknown>) =>
    eventually(`the ${stage} is met at work`, 90_000, async () => {
      const prefix = await drop(`${stage}-${Date.now()}`);
      const claim = await eventually(
        `the ${stage} claims the job of ${prefix}`,
        30_000,
        async () => {
          const job = await current(prefix);
          return isThrough(job, stage) ? null : job?.claims[stage];
        },
        2,
      );
      if (claim === null) return undefined;
      await act();
      return isThrough(await current(prefix), stage) ? undefined : { prefix, claim };
    });

  const killWorkers = async (stage: StageName): Promise<void> => {
    for (const pid of await stack.ministack.workers(`dropforge-${stack.stage}-${stage}`)) process.kill(pid, 'SIGKILL');
  };

  it.each<StageName>(['collector', 'validator'])('the worker of the %s is killed in the middle', async (stage) => {
    const { prefix, claim } = await metAtWork(stage, () => killWorkers(stage));
    const job = await ended(prefix);
    expect(job).toMatchObject(succeeded);
    const runs = job.history.filter((entry) => entry.stage === stage && entry.outcome === 'succeeded');
    expect(runs).toHaveLength(1);
    expect(Date.parse(runs[0]?.startedAt ?? '')).toBeGreaterThan(Date.parse(claim.startedAt));
    await told(job.jobId, 1);
  });

  it('a queue is purged while its message is being worked on', async () => {
    const { prefix } = await metAtWork('validator', () => mishaps.purge('validator'));
    const job = await ended(prefix);
    expect(job).toMatchObject(succeeded);
    await told(job.jobId, 1);
  });

  it('a stage may not publish what it has committed, and its message is purged: the watchdog publishes it', async () => {
    const allow = await mishaps.forbidPublishing('generator');
    const prefix = await drop('unpublished');
    const { jobId } = await eventually('the generator has committed', 60_000, async () => {
      const job = await current(prefix);
      return isThrough(job, 'generator') && job?.outbox ? job : undefined;
    });
    await mishaps.purge('generator');
    await allow();
    expect(await current(prefix)).toMatchObject({ status: 'Running', outbox: expect.anything() });
    await mishaps.age(jobId, 2);
    await mishaps.watch();
    expect(await ended(prefix)).toMatchObject(succeeded);
    await told(jobId, 1);
  });

  it('a rule is disabled for a while: the job fails and says so, and goes on where it stopped once it is replayed', async () => {
    await mishaps.disableRule('generator');
    const prefix = await drop('unheard');
    const { jobId } = await through(prefix, 'collector');
    await mishaps.enableRule('generator');
    await mishaps.age(jobId, 66);
    await mishaps.watch();
    expect(await ended(prefix)).toMatchObject({
      status: 'Failed',
      error: { code: 'STALLED', stage: 'generator', recoverable: true },
    });
    await told(jobId, 1);

    const { dynamo, events, s3 } = clients;
    const table = output('JobsTableName');
    const replayed = await replay(
      jobId,
      { newJobId: newJobId(new Date()), by: 'the operator' },
      {
        jobs: jobStore(dynamo, table),
        locks: lockStore(dynamo, table),
        publish: publisher(events, output('EventBusName')),
        observer: memoryObserver(),
        retentionDays: 1,
        now: () => new Date(),
        shelves: shelves((bucket) => objectStore(s3, bucket), output('OutputBucketName')),
      },
    );
    expect(replayed).toMatchObject({ outcome: 'accepted', jobId });
    const job = await eventually('the job succeeds', 60_000, async () => {
      const now = await current(prefix);
      return now?.status === 'Succeeded' ? now : undefined;
    });
    expect(job.history.filter(({ stage }) => stage === 'collector')).toHaveLength(1);
    await told(jobId, 2);
  });

  it('a table is throttled for longer than the SDK tries', async () => {
    const table = await throttlingProxy(stack.ministack, 8);
    const home = await mishaps.sendTableCalls('collector', table.url);
    const prefix = await drop('throttled');
    const job = await ended(prefix);
    expect(job).toMatchObject(succeeded);
    expect(table.throttled()).toBe(8);
    await told(job.jobId, 1);
    await home();
    await table.close();
  });
});
