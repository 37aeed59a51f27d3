import { jobStore } from '../pipeline/job-store.ts';
import { aJob } from '../testing/job.ts';
import { type DynamoServer, dynamoServer } from '../testing/jobs-table.ts';
import { oncePerKey, type Repeatable, type Started } from './idempotency.ts';
import { reservations } from './reservations.ts';

let dynamo: DynamoServer;
beforeAll(async () => {
  dynamo = await dynamoServer();
});
afterAll(() => dynamo.close());

const aRequest: Repeatable = {
  principal: 'arn:of:a',
  operation: 'createJob',
  key: 'key-1',
  said: { kind: 'template', options: { strict: true, mode: 'import' } },
};

const aWorld = async () => {
  const clock = { now: Date.parse('2026-01-02T03:04:05.000Z') };
  const now = () => new Date(clock.now);
  const table = await dynamo.jobsTable();
  const jobs = jobStore(dynamo.documents, table);
  const deps = { jobs, now, reservations: reservations(dynamo.documents, table, now) };
  const starts: string[] = [];
  const start = async (jobId: string): Promise<Started> => {
    starts.push(jobId);
    await jobs.create(aJob({ jobId }));
    return { jobId, isNew: true };
  };
  const ask = (change: Partial<Repeatable> = {}, how = start) => oncePerKey({ ...aRequest, ...change }, how, deps);
  return { clock, jobs, deps, start, starts, ask };
};

describe('The same key and the same request get the same job', () => {
  it('when the request comes again', async () => {
    const { ask, starts } = await aWorld();
    const first = await ask();
    expect(first.isNew).toBe(true);
    expect(await ask()).toEqual({ jobId: first.jobId, isNew: false });
    expect(starts).toHaveLength(1);
  });

  it('when a thousand come at once', async () => {
    const { ask, starts } = await aWorld();
    const all = await Promise.all(Array.from({ length: 1_000 }, () => ask()));
    expect(new Set(all.map(({ jobId }) => jobId)).size).toBe(1);
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(starts).size).toBe(1);
  }, 60_000);

  it('when the fields come in another order', async () => {
    const { ask } = await aWorld();
    const { jobId } = await ask();
    const said = { options: { mode: 'import', strict: true }, kind: 'template' };
    expect(await ask({ said })).toEqual({ jobId, isNew: false });
  });

  it('when the first died before its job was there', async () => {
    const { ask, jobs } = await aWorld();
    const died: string[] = [];
    const dies = async (jobId: string): Promise<Started> => {
      died.push(jobId);
      throw new Error('The worker died');
    };
    await expect(ask({}, dies)).rejects.toThrow('died');
    const { jobId, isNew } = await ask();
    expect([jobId, isNew]).toEqual([died[0], false]);
    expect(await jobs.get(jobId)).toBeDefined();
  });

  it('when it was another job that came of it', async () => {
    const { ask, jobs } = await aWorld();
    const other = aJob();
    await jobs.create(other);
    expect(await ask({}, async () => ({ jobId: other.jobId, isNew: false }))).toMatchObject({ isNew: false });
    expect(await ask()).toEqual({ jobId: other.jobId, isNew: false });
  });
});

describe('Another job comes of', () => {
  it.each<[string, Partial<Repeatable>]>([
    ['another key', { key: 'key-2' }],
    ['the same key of another principal', { principal: 'arn:of:b' }],
    ['the same key for another operation', { operation: 'process' }],
  ])('%s', async (_what, change) => {
    const { ask } = await aWorld();
    const first = await ask();
    const second = await ask(change);
    expect(second.isNew).toBe(true);
    expect(second.jobId).not.toBe(first.jobId);
  });

  it('each request without a key', async () => {
    const { ask } = await aWorld();
    const [one, other] = [await ask({ key: undefined }), await ask({ key: undefined })];
    expect([one.isNew, other.isNew, one.jobId === other.jobId]).toEqual([true, true, false]);
  });

  it('the same key a day later', async () => {
    const { ask, clock } = await aWorld();
    const first = await ask();
    clock.now += 86_400_000;
    expect((await ask()).jobId).not.toBe(first.jobId);
  });
});

describe('A key is refused', () => {
  it('with another request', async () => {
    const { ask, starts } = await aWorld();
    await ask();
    await expect(ask({ said: { kind: 'spec' } })).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(starts).toHaveLength(1);
  });
});
