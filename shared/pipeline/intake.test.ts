import {
  memoryBuckets,
  memoryBus,
  memoryDrops,
  memoryJobs,
  memoryLocks,
  memoryObserver,
  memoryQueue,
  sqsRecord,
} from '../testing/memory.ts';
import { consumer } from './consumer.ts';
import { intake } from './intake.ts';
import { kindOf } from './kind-of.ts';

const anIntake = () => {
  const clock = { now: Date.parse('2026-01-02T03:04:05.000Z') };
  const [jobs, bus, queue, observer, buckets] = [
    memoryJobs(),
    memoryBus(),
    memoryQueue(),
    memoryObserver(),
    memoryBuckets(() => new Date(clock.now)),
  ];
  const inputs = buckets.bucketOf('input');
  const routes = intake({
    drops: memoryDrops(),
    jobs,
    publish: bus.publish,
    queue,
    inputs,
    observer,
    kindOf: kindOf(inputs),
    locks: memoryLocks(),
    settleSeconds: 30,
    retentionDays: 90,
    now: () => new Date(clock.now),
  });
  const handle = consumer(routes, { queue, observer, maxReceiveCount: 5, backoffBaseSeconds: 5 });
  let messages = 0;
  const deliver = (...bodies: unknown[]) =>
    handle({ Records: bodies.map((body) => sqsRecord(body, `m${messages++}`)) });
  /** Uploads an object, and delivers what S3 tells of it. */
  const upload = async (key: string, body = '{}') => {
    await inputs.put(key, body, 'application/json');
    await deliver(created(key));
  };
  /** Delivers the delayed messages that are due after `seconds`. */
  const pass = async (seconds: number) => {
    clock.now += seconds * 1000;
    await deliver(...queue.sent.splice(0).map(({ body }) => body));
  };
  const jobIds = () => [...jobs.items.keys()];
  return { jobs, bus, queue, observer, buckets, inputs, deliver, upload, pass, jobIds };
};

const created = (key: string) => ({
  id: 'e',
  source: 'aws.s3',
  'detail-type': 'Object Created',
  time: 't',
  detail: { bucket: { name: 'input' }, object: { key, size: 2 }, requester: '111122223333' },
});

describe('A drop becomes one job when it has settled', () => {
  it('starts after the quiet time, with everything in the folder', async () => {
    const { upload, pass, jobs, bus, queue } = anIntake();
    await upload('drops/web/a.json');
    expect(queue.sent.map(({ delaySeconds }) => delaySeconds)).toEqual([30]);
    await pass(30);
    const [job] = [...jobs.items.values()];
    expect(job).toMatchObject({
      status: 'Pending',
      kind: 'template',
      owner: '111122223333',
      input: { bucket: 'input', prefix: 'drops/web/' },
    });
    expect(job?.outbox).toBeUndefined();
    expect(bus.events.map(({ type }) => type)).toEqual(['JobRequested']);
  });

  it('waits for the newest of several arrivals', async () => {
    const { upload, pass, deliver, queue, jobIds } = anIntake();
    await upload('drops/web/a.json');
    const [first] = queue.sent.splice(0);
    await pass(10);
    await upload('drops/web/b.json');
    await deliver(first?.body);
    expect(jobIds()).toEqual([]);
    await pass(30);
    expect(jobIds()).toHaveLength(1);
  });

  it('notes the arrivals of one batch in a drop once', async () => {
    const { deliver, queue } = anIntake();
    await deliver(...Array.from({ length: 10 }, (_, i) => created(`drops/web/${i}.json`)));
    expect(queue.sent).toHaveLength(1);
  });

  it('starts at once when _READY arrives, even if older arrivals are told of later', async () => {
    const { upload, deliver, pass, jobIds, queue } = anIntake();
    await upload('drops/web/_READY');
    const [ready] = queue.sent.splice(0);
    expect(ready?.delaySeconds).toBe(0);
    await pass(0.1);
    await upload('drops/web/late.json');
    await deliver(ready?.body);
    expect(jobIds()).toHaveLength(1);
  });

  it('is one job of a _READY and of what is told of after it, if both have settled at the same time', async () => {
    const { upload, deliver, pass, jobIds, queue, observer } = anIntake();
    await upload('drops/web/_READY');
    const [ready] = queue.sent.splice(0);
    await pass(0.1);
    await upload('drops/web/late.json');
    const [late] = queue.sent.splice(0);
    await pass(30);
    await deliver(ready?.body, late?.body);
    const [jobId, ...others] = jobIds();
    expect(others).toEqual([]);
    expect(observer.told).toContainEqual(['DROP_WAITING', expect.objectContaining({ folder: 'web', for: jobId })]);
    expect(queue.sent).toMatchObject([{ body: { detail: { prefix: 'drops/web/' } } }]);
  });

  it('waits a quarter of an hour for the other half of a specification, and then asks for it', async () => {
    const { upload, pass, jobs } = anIntake();
    await upload('drops/orders/descriptor.json', '{"moduleName": "Orders"}');
    for (let minutes = 0; minutes < 14; minutes++) await pass(60);
    expect(jobs.items.size).toBe(0);
    await pass(60);
    expect([...jobs.items.values()]).toEqual([expect.objectContaining({ kind: 'spec' })]);
  });

  it('starts when the other half of a specification has come, or when it is said to be complete', async () => {
    const { upload, pass, jobIds } = anIntake();
    await upload('drops/orders/descriptor.json', '{"moduleName": "Orders"}');
    await pass(300);
    await upload('drops/orders/orders.zip');
    await pass(30);
    expect(jobIds()).toHaveLength(1);
    await upload('drops/half/half.zip');
    await upload('drops/half/_READY');
    await pass(0);
    expect(jobIds()).toHaveLength(2);
  });

  it('is one job however often its messages are delivered', async () => {
    const { upload, deliver, queue, bus, jobIds, pass } = anIntake();
    await upload('drops/web/a.json');
    const [settling] = queue.sent;
    await pass(30);
    await deliver(settling?.body);
    await deliver(settling?.body, settling?.body);
    expect(jobIds()).toHaveLength(1);
    expect(bus.events).toHaveLength(1);
  });

  it('publishes what a crashed delivery had submitted but not published', async () => {
    const { upload, deliver, pass, queue, bus, jobIds } = anIntake();
    await upload('drops/web/a.json');
    const [settling] = queue.sent;
    bus.failing = 1;
    await pass(30);
    expect(bus.events).toEqual([]);
    await deliver(settling?.body);
    expect(jobIds()).toHaveLength(1);
    expect(bus.events).toHaveLength(1);
  });
});

describe('A folder has one job at a time', () => {
  it('the next waits until the one before has ended and is archived', async () => {
    const { upload, pass, jobs, jobIds } = anIntake();
    await upload('drops/web/a.json');
    await pass(30);
    const [first = ''] = jobIds();
    await upload('drops/web/b.json');
    await pass(30);
    expect(jobIds()).toEqual([first]);
    const archive = { bucket: 'archive', prefix: 'p/', objects: 1, bytes: 1, archivedAt: '2026-01-02T03:05:00.000Z' };
    await jobs.modify(first, (job) => ({ ...job, status: 'Succeeded', archive }));
    await pass(30);
    expect(jobIds()).toHaveLength(2);
  });

  it('waits in few turns, however long it takes', async () => {
    const { upload, pass, queue, jobIds } = anIntake();
    await upload('drops/web/a.json');
    await pass(30);
    await upload('drops/web/b.json');
    let turns = 0;
    for (let waited = 0; waited < 3600; turns++) {
      const seconds = queue.sent[0]?.delaySeconds ?? 0;
      await pass(seconds);
      waited += seconds;
    }
    expect(jobIds()).toHaveLength(1);
    expect(turns).toBeLessThan(30);
  });

  it('waits for a job that is noted and not created yet, but not for one that never will be', async () => {
    const { upload, pass, jobs, jobIds } = anIntake();
    await upload('drops/web/a.json');
    await pass(30);
    jobs.items.clear();
    await upload('drops/web/b.json');
    await pass(30);
    expect(jobIds()).toEqual([]);
    await pass(300);
    expect(jobIds()).toHaveLength(1);
  });

  it('does not wait for an archive that is an hour late: an operator may be asleep', async () => {
    const { upload, pass, jobs, jobIds } = anIntake();
    await upload('drops/web/a.json');
    await pass(30);
    const [first = ''] = jobIds();
    await jobs.modify(first, (job) => ({ ...job, status: 'Failed', endedAt: job.submittedAt }));
    await upload('drops/web/b.json');
    await pass(30);
    expect(jobIds()).toEqual([first]);
    await pass(3600);
    expect(jobIds()).toHaveLength(2);
  });

  it('and what is left of what it took is not taken again: some of it may be deleted already', async () => {
    const { upload, deliver, pass, jobs, jobIds, observer } = anIntake();
    await upload('drops/web/a.json');
    await upload('drops/web/b.json');
    await pass(30);
    const [first = ''] = jobIds();
    await jobs.modify(first, (job) => ({ ...job, status: 'Failed', endedAt: job.submittedAt }));
    await pass(1);
    await deliver(created('drops/web/b.json'));
    await pass(3600);
    expect(jobIds()).toEqual([first]);
    expect(observer.told).toContainEqual(['DROP_EMPTY', expect.objectContaining({ folder: 'web' })]);
  });

  it('an arrival that the job before has taken along starts nothing', async () => {
    const { upload, pass, buckets, jobIds, observer } = anIntake();
    await upload('drops/web/a.json');
    buckets.objects.clear();
    await pass(30);
    expect(jobIds()).toEqual([]);
    expect(observer.told).toContainEqual(['DROP_EMPTY', expect.objectContaining({ folder: 'web' })]);
  });
});

describe('What is no drop', () => {
  it('goes to the DLQ with the reason', async () => {
    const { deliver, queue } = anIntake();
    await deliver(created('elsewhere/a.json'), { ...created('drops/web/a.json'), detail: { object: {} } });
    expect(queue.dead.map(({ reason }) => reason.code).sort()).toEqual(['MALFORMED_EVENT', 'NOT_A_DROP']);
  });
});
