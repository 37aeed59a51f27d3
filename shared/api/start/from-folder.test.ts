import { consumer } from '../../pipeline/consumer.ts';
import { intake } from '../../pipeline/intake.ts';
import { memoryQueue, sqsRecord } from '../../testing/memory.ts';
import { admin, alice, startingWorld } from '../../testing/start.ts';

/** Intake and the API on the same table and bucket. */
const bothDoors = () => {
  const world = startingWorld();
  const { deps, clock, inputs, observer, jobs } = world;
  const queue = memoryQueue();
  const routes = intake({ ...deps, queue, settleSeconds: 30 });
  const handle = consumer(routes, { queue, observer, maxReceiveCount: 5, backoffBaseSeconds: 5 });
  let messages = 0;
  const deliver = (...bodies: unknown[]) =>
    handle({ Records: bodies.map((body) => sqsRecord(body, `m${messages++}`)) });
  /** An object arrives, and intake hears of it. */
  const drop = async (key: string, body = '{}') => {
    await inputs.put(key, body, 'application/json');
    const detail = { bucket: { name: 'input' }, object: { key, size: 2 }, requester: '111122223333' };
    await deliver({ id: 'e', source: 'aws.s3', 'detail-type': 'Object Created', time: 't', detail });
  };
  /** Intake's delayed messages come back. */
  const settle = async (seconds = 30) => {
    clock.now += seconds * 1000;
    await deliver(...queue.sent.splice(0).map(({ body }) => body));
  };
  const ask = (change = {}, caller = admin) =>
    world.start({ kind: 'template', input: { folder: 'web' }, ...change } as never, { caller });
  const end = (jobId: string) =>
    jobs.modify(jobId, (job) => ({
      ...job,
      status: 'Succeeded',
      endedAt: new Date(clock.now).toISOString(),
      archive: { bucket: 'a', prefix: 'p', objects: 1, bytes: 1, archivedAt: new Date(clock.now).toISOString() },
    }));
  return { ...world, drop, settle, ask, end, jobIds: () => [...jobs.items.keys()] };
};

describe('A dropped folder becomes one job', () => {
  it('when it is asked for before it has settled', async () => {
    const { drop, ask, settle, jobs, jobIds } = bothDoors();
    await drop('drops/web/a.json');
    const { jobId, isNew } = await ask();
    expect(isNew).toBe(true);
    expect(jobs.items.get(jobId)).toMatchObject({ owner: admin.principal, input: { prefix: 'drops/web/' } });
    await settle();
    expect(jobIds()).toEqual([jobId]);
  });

  it('when it is asked for after intake has started it', async () => {
    const { drop, ask, settle, jobIds } = bothDoors();
    await drop('drops/web/a.json');
    await settle();
    const [jobId] = jobIds();
    expect(await ask()).toMatchObject({ jobId, isNew: false });
    expect(jobIds()).toHaveLength(1);
  });

  it('when both start it at once, and when many ask for it at once', async () => {
    const { drop, ask, settle, jobIds } = bothDoors();
    await drop('drops/web/a.json');
    await Promise.all([ask(), settle(), ask(), ask()]);
    expect(jobIds()).toHaveLength(1);
  });

  it('when it was said to be complete, and something came after that', async () => {
    const { drop, ask, settle, clock, jobIds } = bothDoors();
    await drop('drops/web/_READY');
    clock.now += 5;
    await drop('drops/web/late.json');
    const { jobId } = await ask();
    await settle(0);
    expect(jobIds()).toEqual([jobId]);
  });

  it('and what comes while that runs becomes the next, once it has ended', async () => {
    const { drop, ask, settle, clock, end, jobIds } = bothDoors();
    await drop('drops/web/a.json');
    const { jobId } = await ask();
    clock.now += 5;
    await drop('drops/web/b.json');
    await expect(ask()).rejects.toMatchObject({ code: 'JOB_NOT_ENDED' });
    await end(jobId);
    expect(await ask()).toMatchObject({ isNew: true });
    await settle();
    expect(jobIds()).toHaveLength(2);
  });
});

describe('A folder is not started', () => {
  it('by who is no admin, whether it is there or not', async () => {
    const { drop, ask, jobIds } = bothDoors();
    await drop('drops/web/a.json');
    await expect(ask({}, alice)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(ask({ input: { folder: 'none' } }, alice)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(jobIds()).toEqual([]);
  });

  it('if nothing has arrived, or all of it is gone', async () => {
    const { drop, ask, inputs } = bothDoors();
    await expect(ask()).rejects.toMatchObject({ code: 'NO_SUCH_DROP' });
    await drop('drops/web/a.json');
    for await (const { key, etag } of inputs.list('drops/web/')) await inputs.deleteIfUnchanged(key, etag);
    await expect(ask()).rejects.toMatchObject({ code: 'NO_SUCH_DROP' });
  });

  it('as another kind of job than it asks for', async () => {
    const { drop, ask, jobIds } = bothDoors();
    await drop('drops/web/dropforge.json', '{"kind": "inventory"}');
    await expect(ask()).rejects.toMatchObject({ code: 'INCONSISTENT_REQUEST', errors: [{ pointer: '/kind' }] });
    expect(jobIds()).toEqual([]);
    expect(await ask({ kind: 'inventory' })).toMatchObject({ kind: 'inventory' });
  });

  it('with options beside its own', async () => {
    const { drop, ask } = bothDoors();
    await drop('drops/web/a.json');
    const asked = ask({ options: { strict: true, mode: 'recreate' } });
    await expect(asked).rejects.toMatchObject({ code: 'INCONSISTENT_REQUEST', errors: [{ pointer: '/options' }] });
  });
});
