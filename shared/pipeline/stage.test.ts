import { InputsCollected } from '#events/inputs-collected.ts';
import { JobRequested } from '#events/job-requested.ts';
import { JobSucceeded } from '#events/job-succeeded.ts';
import type { DomainEvent } from '#schemas/event.ts';
import { aJob, jobId, submittedAt } from '../testing/job.ts';
import { envelopeOf, memoryBus, memoryJobs, memoryObserver, memoryQueue, sqsRecord } from '../testing/memory.ts';
import { consumer } from './consumer.ts';
import { draft, type StageResult } from './door.ts';
import { PermanentError } from './errors.ts';
import { type Stage, stage } from './stage.ts';

const collected: StageResult = {
  patch: { work: { collection: 'k' } },
  events: [draft(InputsCollected, { key: 'k', items: 3 })],
};

/** A collector on in-memory parts, with a submitted job and its JobRequested; `run` is the stage's own code. */
const aCollector = async (run: Stage['run'] = async () => collected) => {
  const clock = { now: Date.parse(submittedAt) };
  const [jobs, bus, queue, observer] = [memoryJobs(), memoryBus(), memoryQueue(), memoryObserver()];
  const { outbox, ...job } = aJob();
  const [event] = outbox ?? [];
  if (!event) throw new Error('a submitted job has an event to publish');
  await jobs.create(job);
  const runs: string[] = [];
  const counted: Stage['run'] = (current, cause) => {
    runs.push(cause.id);
    return run(current, cause);
  };
  const stageDeps = {
    jobs,
    publish: bus.publish,
    observer,
    leaseSeconds: 60,
    isProduction: false,
    now: () => new Date(clock.now++),
  };
  const consumerDeps = { queue, observer, maxReceiveCount: 5, backoffBaseSeconds: 5 };
  const publish = (events: readonly DomainEvent[]) => bus.publish(events);
  const route = stage(JobRequested, { name: 'collector', run: counted }, { ...stageDeps, publish });
  const handle = consumer([route], consumerDeps);
  const deliver = async (received = 1, messageId = 'message-1', what: DomainEvent = event) => {
    const [result] = await handle({ Records: [sqsRecord(envelopeOf(what), messageId, received)] });
    return result?.status;
  };
  const stored = async () => (await jobs.get(jobId)) ?? Promise.reject(new Error('the job is gone'));
  return { clock, jobs, bus, queue, observer, runs, event, handle, deliver, stored };
};

const failsOnce = (error: Error): Stage['run'] => {
  let failed = false;
  return async () => {
    if (failed) return collected;
    failed = true;
    throw error;
  };
};

describe('A stage runs once for an event', () => {
  it('commits its patch, its history and its event, and publishes', async () => {
    const { deliver, stored, bus } = await aCollector();
    expect(await deliver()).toBe('fulfilled');
    const job = await stored();
    expect(job).toMatchObject({
      status: 'Running',
      stage: 'collector',
      output: { work: { collection: 'k' } },
      claims: {},
    });
    expect(job.history.map(({ stage, outcome }) => `${stage} ${outcome}`)).toEqual([
      'intake succeeded',
      'collector succeeded',
    ]);
    expect(job.outbox).toBeUndefined();
    expect(bus.events.map(({ type }) => type)).toEqual(['InputsCollected']);
  });

  it('acknowledges a duplicate without running or publishing again', async () => {
    const { deliver, runs, bus } = await aCollector();
    await deliver();
    expect(await deliver(1, 'copy')).toBe('fulfilled');
    expect(runs).toHaveLength(1);
    expect(bus.events).toHaveLength(1);
  });

  it('lets a duplicate in the same batch wait for the first', async () => {
    const { handle, event, runs } = await aCollector();
    const results = await handle({ Records: [sqsRecord(envelopeOf(event), 'a'), sqsRecord(envelopeOf(event), 'b')] });
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(runs).toHaveLength(1);
  });

  it('sends a duplicate away while another worker holds the claim, until its lease is over', async () => {
    const parts = await aCollector(async () => {
      expect(await parts.deliver(1, 'copy')).toBe('rejected');
      return collected;
    });
    await parts.deliver();
    expect(parts.queue.postponed).toEqual([{ messageId: 'copy', seconds: expect.closeTo(61, 0) }]);
    expect(parts.runs).toHaveLength(1);
  });

  it('takes over when the lease has run out, and the late first worker changes nothing and is done', async () => {
    const parts = await aCollector(async () => {
      if (parts.runs.length > 1) return collected;
      parts.clock.now += 61_000;
      expect(await parts.deliver(2, 'again')).toBe('fulfilled');
      return { patch: { work: { collection: 'late' } }, events: [] };
    });
    expect(await parts.deliver()).toBe('fulfilled');
    const job = await parts.stored();
    expect(job.output.work).toEqual({ collection: 'k' });
    expect(job.history.map(({ stage, outcome, attempt }) => [stage, outcome, attempt])).toEqual([
      ['intake', 'succeeded', 1],
      ['collector', 'lost', 1],
      ['collector', 'succeeded', 2],
    ]);
  });

  it('ignores an event the job is past', async () => {
    const { jobs, deliver, runs, observer, stored } = await aCollector();
    await jobs.modify(jobId, (job) => ({ ...job, status: 'Running', stage: 'generator' }));
    expect(await deliver()).toBe('fulfilled');
    expect(runs).toEqual([]);
    expect((await stored()).stage).toBe('generator');
    expect(observer.told).toContainEqual([
      'EVENT_IGNORED',
      { event: 'JobRequested', decision: 'ignored', why: 'further-on', jobId, status: 'Running' },
    ]);
  });
});

describe('A crash loses nothing', () => {
  it('between commit and publish: the redelivery publishes and does not run again', async () => {
    const { bus, deliver, runs, stored } = await aCollector();
    bus.failing = 1;
    expect(await deliver()).toBe('rejected');
    expect((await stored()).outbox).toHaveLength(1);
    expect(await deliver(2)).toBe('fulfilled');
    expect(runs).toHaveLength(1);
    expect(bus.events).toHaveLength(1);
    expect((await stored()).outbox).toBeUndefined();
  });

  it('before commit: the redelivery runs again once the lease is over', async () => {
    const { jobs, deliver, clock, runs, stored, event } = await aCollector();
    const leaseUntil = new Date(clock.now + 1000).toISOString();
    const claim = { token: 'dead', cause: event.metadata.id, attempt: 1, startedAt: submittedAt, leaseUntil };
    await jobs.modify(jobId, (job) => ({
      ...job,
      status: 'Running',
      stage: 'collector',
      claims: { collector: claim },
    }));
    clock.now += 2000;
    expect(await deliver(2)).toBe('fulfilled');
    expect(runs).toHaveLength(1);
    expect((await stored()).history.map(({ outcome }) => outcome)).toEqual(['succeeded', 'lost', 'succeeded']);
  });
});

describe('Failures', () => {
  it('a permanent one fails the job with its code and acknowledges the message', async () => {
    const { deliver, stored, bus, queue } = await aCollector(
      failsOnce(new PermanentError('EMPTY_DROP', 'nothing', 'drop files')),
    );
    expect(await deliver()).toBe('fulfilled');
    expect(await stored()).toMatchObject({
      status: 'Failed',
      error: { code: 'EMPTY_DROP', message: 'nothing', hint: 'drop files', stage: 'collector', recoverable: false },
    });
    expect(bus.events.map(({ type }) => type)).toEqual(['JobFailed']);
    expect(queue.dead).toEqual([]);
  });

  it('a transient one comes back after a backoff and then succeeds', async () => {
    const { deliver, stored, queue } = await aCollector(failsOnce(new Error('S3 is slow')));
    expect(await deliver()).toBe('rejected');
    expect(queue.postponed).toHaveLength(1);
    expect(await deliver(2)).toBe('fulfilled');
    expect((await stored()).history.map(({ outcome, attempt }) => `${outcome} ${attempt}`)).toEqual([
      'succeeded 1',
      'retried 1',
      'succeeded 2',
    ]);
  });

  it('on the last receive fails the job as recoverable before the message goes to the DLQ with its reason', async () => {
    const { deliver, stored, queue, bus } = await aCollector(failsOnce(new Error('S3 is down: secret=hunter2')));
    expect(await deliver(5)).toBe('fulfilled');
    const job = await stored();
    expect(job).toMatchObject({
      status: 'Failed',
      error: { code: 'STAGE_FAILED', stage: 'collector', recoverable: true },
    });
    expect(job.error?.message).not.toContain('hunter2');
    expect(queue.dead).toEqual([
      { messageId: 'message-1', reason: { code: 'Error', message: 'S3 is down: secret=hunter2' } },
    ]);
    expect(bus.events.map(({ type }) => type)).toEqual(['JobFailed']);
  });

  it('a redriven message takes a recoverable job up again where it stopped', async () => {
    const { deliver, stored, bus, clock } = await aCollector(failsOnce(new Error('down')));
    await deliver(5);
    clock.now += 3_600_000;
    expect(await deliver(1, 'redriven')).toBe('fulfilled');
    const job = await stored();
    expect(job).toMatchObject({ status: 'Running', stage: 'collector' });
    expect(job.error).toBeUndefined();
    expect(bus.events.map(({ type }) => type)).toEqual(['JobFailed', 'InputsCollected']);
  });

  it('tells of each failure of a job that is redriven and fails again', async () => {
    const { deliver, bus } = await aCollector(async () => Promise.reject(new Error('down')));
    await deliver(5);
    await deliver(5, 'redriven');
    const ids = bus.events.map(({ metadata }) => metadata.id);
    expect(new Set(ids).size).toBe(2);
  });
});

describe('What cannot be processed', () => {
  it('goes to the DLQ at once with the reason, and its siblings are not touched', async () => {
    const { handle, event, queue, stored } = await aCollector();
    const bodies = [
      'not json',
      { id: 'x' },
      envelopeOf(event),
      { ...envelopeOf(event), detail: { metadata: event.metadata, data: {} } },
    ];
    const results = await handle({ Records: bodies.map((body, i) => sqsRecord(body, `m${i}`)) });
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect(queue.dead.map(({ messageId, reason }) => `${messageId} ${reason.code}`).sort()).toEqual([
      'm0 MALFORMED_EVENT',
      'm1 MALFORMED_EVENT',
      'm3 MALFORMED_EVENT',
    ]);
    expect((await stored()).stage).toBe('collector');
  });

  it('an event of a type the stage does not take, and one of an unknown job', async () => {
    const { handle, event, queue } = await aCollector();
    const foreign = { ...envelopeOf(event), 'detail-type': 'SomethingElse' };
    const unknown = envelopeOf({ ...event, metadata: { ...event.metadata, jobId: 'nobody' } });
    await handle({ Records: [sqsRecord(foreign, 'foreign'), sqsRecord(unknown, 'unknown')] });
    expect(queue.dead.map(({ reason }) => reason.code).sort()).toEqual(['UNEXPECTED_EVENT', 'UNKNOWN_JOB']);
  });
});

describe('A stage that follows the end of a job', () => {
  it('does not change how the job ended when it gives up, and leaves its message in the DLQ', async () => {
    const [jobs, queue, observer, bus] = [memoryJobs(), memoryQueue(), memoryObserver(), memoryBus()];
    await jobs.create(aJob({ status: 'Succeeded', stage: 'validator' }));
    const run = async () => Promise.reject(new PermanentError('TOPIC_GONE', 'no topic', 'create it'));
    const deps = {
      jobs,
      publish: bus.publish,
      observer,
      leaseSeconds: 60,
      isProduction: false,
      now: () => new Date(submittedAt),
    };
    const handle = consumer([stage(JobSucceeded, { name: 'notifier', run }, deps)], {
      queue,
      observer,
      maxReceiveCount: 5,
      backoffBaseSeconds: 5,
    });
    const [requested] = aJob().outbox ?? [];
    const event = {
      type: 'JobSucceeded',
      metadata: { ...requested?.metadata, id: 'e-1' },
      data: { artifacts: [], summary: {} },
    };
    await handle({
      Records: [
        sqsRecord({ id: 'x', source: 'dropforge', 'detail-type': event.type, time: submittedAt, detail: event }),
      ],
    });
    expect(queue.dead.map(({ reason }) => reason.code)).toEqual(['TOPIC_GONE']);
    expect(await jobs.get(jobId)).toMatchObject({ status: 'Succeeded', claims: {} });
  });
});
