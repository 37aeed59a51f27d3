import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { aJob, jobId, submittedAt } from '../testing/job.ts';
import { dropStore } from './drop-store.ts';
import { type JobStore, jobStore } from './job-store.ts';
import { lockStore } from './lock-store.ts';
import { partStore } from './part-store.ts';

let server: Server;
let client: DynamoDBClient;
let documents: DynamoDBDocumentClient;
let tables = 0;

beforeAll(async () => {
  server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
  client = new DynamoDBClient({ region: 'eu-west-1', endpoint: `http://127.0.0.1:${port}`, credentials });
  documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
});

afterAll(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const aTable = async (): Promise<string> => {
  const TableName = `jobs-${tables++}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['jobId', 'status', 'updatedAt'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [{ AttributeName: 'jobId', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'StatusIndex',
          KeySchema: [
            { AttributeName: 'status', KeyType: 'HASH' },
            { AttributeName: 'updatedAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  await waitUntilTableExists({ client, minDelay: 0.01, maxDelay: 0.1, maxWaitTime: 30 }, { TableName });
  return TableName;
};

const aStore = async (): Promise<JobStore> => jobStore(documents, await aTable());

describe('The jobs table', () => {
  it('gives back a job as it was written', async () => {
    const jobs = await aStore();
    expect(await jobs.create(aJob())).toBe(true);
    expect(await jobs.get(jobId)).toEqual(aJob());
    expect(await jobs.get('nobody')).toBeUndefined();
  });

  it('creates a job once', async () => {
    const jobs = await aStore();
    await jobs.create(aJob());
    expect(await jobs.create(aJob({ owner: 'somebody else' }))).toBe(false);
    expect((await jobs.get(jobId))?.owner).toBe('s3');
  });

  it('writes what changed, removes what went, and counts the revision', async () => {
    const jobs = await aStore();
    await jobs.create(aJob());
    const { outbox: _, ...published } = aJob();
    await jobs.modify(jobId, () => ({ ...published, status: 'Running' }));
    expect(await jobs.get(jobId)).toEqual({ ...published, status: 'Running', revision: 2 });
  });

  it('loses no change when eight writers change a job at once', async () => {
    const jobs = await aStore();
    await jobs.create(aJob({ handled: [] }));
    const writers = Array.from({ length: 8 }, (_, i) =>
      jobs.modify(jobId, (job) => ({ ...job, handled: [...job.handled, `w${i}`] })),
    );
    await Promise.all(writers);
    const job = await jobs.get(jobId);
    expect(job?.handled.sort()).toEqual(Array.from({ length: 8 }, (_, i) => `w${i}`));
    expect(job?.revision).toBe(9);
  });

  it('writes nothing when there is nothing to change', async () => {
    const jobs = await aStore();
    await jobs.create(aJob());
    await jobs.modify(jobId, () => undefined);
    expect((await jobs.get(jobId))?.revision).toBe(1);
  });

  it('finds jobs by status and time, and those with an outbox', async () => {
    const jobs = await aStore();
    const { outbox: _, ...published } = aJob({ jobId: 'published' });
    await jobs.create(aJob());
    await jobs.create(published);
    await jobs.create(aJob({ jobId: 'later', updatedAt: '2026-01-03T00:00:00.000Z' }));
    const between = { from: '2026-01-01T00:00:00.000Z', to: submittedAt };
    const found = async (only?: 'withOutbox') =>
      (await Array.fromAsync(jobs.byStatus('Pending', between, only))).map((job) => job.jobId).sort();
    expect(await found()).toEqual([jobId, 'published'].sort());
    expect(await found('withOutbox')).toEqual([jobId]);
  });
});

describe('A drop in the jobs table', () => {
  const drop = { folder: 'web', prefix: 'drops/web/' };

  it('keeps its newest arrival, in whatever order they are told', async () => {
    const drops = dropStore(documents, await aTable(), 90);
    await drops.arrived(drop, 't2', false);
    await drops.arrived(drop, 't1', true);
    expect(await drops.get(drop)).toEqual({ newest: 't2' });
  });

  it('is settled by its newest arrival or by its _READY, and by no other', async () => {
    const drops = dropStore(documents, await aTable(), 90);
    await drops.arrived(drop, 't1', true);
    await drops.arrived(drop, 't2', false);
    expect(await drops.settled(drop, 't0', 'job-0', undefined)).toBe(false);
    expect(await drops.settled(drop, 't1', 'job-1', undefined)).toBe(true);
    expect(await drops.get(drop)).toEqual({ newest: 't2', ready: 't1', lastJobId: 'job-1' });
  });

  it('is settled by whoever knows the job before, and by no other', async () => {
    const drops = dropStore(documents, await aTable(), 90);
    await drops.arrived(drop, 't1', true);
    await drops.arrived(drop, 't2', false);
    expect(await drops.settled(drop, 't1', 'job-1', undefined)).toBe(true);
    expect(await drops.settled(drop, 't2', 'job-2', undefined)).toBe(false);
    expect(await drops.settled(drop, 't2', 'job-2', 'job-0')).toBe(false);
    expect(await drops.settled(drop, 't2', 'job-2', 'job-1')).toBe(true);
  });
});

describe('The parts of a scattered stage', () => {
  const id = { jobId, part: 3 };
  const lease = { token: 'a', now: '2026-01-02T03:00:00.000Z', until: '2026-01-02T03:01:00.000Z' };
  const aPartStore = async () => partStore(documents, await aTable(), 90);

  it('are leased to one worker at a time, for one turn', async () => {
    const parts = await aPartStore();
    expect(await parts.claim(id, 0, lease)).toMatchObject({ turn: 0, leaseToken: 'a' });
    expect(await parts.claim(id, 0, { ...lease, token: 'b' })).toBeUndefined();
    expect(await parts.claim(id, 0, { ...lease, token: 'b', now: lease.until })).toMatchObject({ leaseToken: 'b' });
    expect(await parts.handOn(id, 'a', { page: 1 })).toBe(false);
    expect(await parts.handOn(id, 'b', { page: 1 })).toBe(true);
    expect(await parts.claim(id, 0, lease)).toBeUndefined();
    expect(await parts.claim(id, 1, lease)).toMatchObject({ turn: 1, state: { page: 1 } });
    await parts.release(id, 'a');
    expect(await parts.claim(id, 1, { ...lease, token: 'c' })).toMatchObject({ leaseToken: 'c' });
  });

  it('are finished once, by who holds the lease or by who gives them up', async () => {
    const parts = await aPartStore();
    await parts.claim(id, 0, lease);
    expect(await parts.finish(id, { result: 'stolen', spent: 0 }, 'b')).toBe(false);
    expect(await parts.finish(id, { result: { cells: 1 }, spent: 7 }, 'a')).toBe(true);
    expect(await parts.finish(id, { result: 'late', spent: 0 })).toBe(false);
    expect(await parts.claim(id, 0, { ...lease, now: lease.until })).toBeUndefined();
    expect(await parts.get(id)).toEqual({ turn: 0, done: { result: { cells: 1 }, spent: 7 } });
    expect(await parts.finish({ jobId, part: 4 }, { result: 'given up', spent: 0 })).toBe(true);
  });

  it('are read all at once, however many, those without a result too', async () => {
    const parts = await aPartStore();
    for (const part of [0, 99, 100, 249]) await parts.finish({ jobId, part }, { result: part, spent: 1 });
    const results = await parts.results(jobId, 250);
    expect(results).toHaveLength(250);
    expect(results.flatMap((result, part) => (result === undefined ? [] : [[part, result]]))).toEqual([
      [0, 0],
      [99, 99],
      [100, 100],
      [249, 249],
    ]);
  });

  it('are counted on the job once, at the same time too, and no writer of the job is disturbed', async () => {
    const jobs = await aStore();
    const job = aJob();
    await jobs.create(job);
    const counted = [5, 1, 5, 3].map((part) => jobs.gather(jobId, part, 10, '2026-01-02T03:05:00.000Z'));
    await Promise.all([...counted, jobs.modify(jobId, (current) => ({ ...current, owner: 'me' }), job)]);
    expect(await jobs.get(jobId)).toMatchObject({ gathered: [1, 3, 5], spent: 30, owner: 'me' });
    const error = { code: 'CANCELLED', message: 'm', hint: 'h', stage: 'collector', recoverable: true } as const;
    await jobs.modify(jobId, (current) => ({ ...current, status: 'Failed', error }));
    expect((await jobs.gather(jobId, 7, 1, submittedAt)).gathered).toEqual([1, 3, 5, 7]);
    await jobs.modify(jobId, (current) => ({ ...current, error: { ...error, recoverable: false } }));
    const failed = await jobs.get(jobId);
    expect(await jobs.gather(jobId, 8, 1, '2026-01-02T03:06:00.000Z')).toEqual(failed);
    await expect(jobs.gather('no-such-job', 1, 0, submittedAt)).rejects.toThrow('No job');
  });
});

describe('A lock', () => {
  it('is held by one, and taken over only from the one that was seen to hold it', async () => {
    const locks = lockStore(documents, await aTable());
    const [first, second, third] = ['a', 'b', 'c'].map((holder) => ({ holder, since: submittedAt }));
    if (!first || !second || !third) throw new Error('three of them');
    expect(await locks.get('scan')).toBeUndefined();
    expect(await locks.take('scan', first)).toBe(true);
    expect(await locks.take('scan', second)).toBe(false);
    expect(await locks.take('scan', second, first)).toBe(true);
    expect(await locks.take('scan', third, first)).toBe(false);
    expect(await locks.get('scan')).toEqual(second);
  });
});
