import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { aJob, jobId, submittedAt } from '../testing/job.ts';
import { dropStore } from './drop-store.ts';
import { type JobStore, jobStore } from './job-store.ts';

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
    expect(await drops.settled(drop, 't0', 'job-0')).toBe(false);
    expect(await drops.settled(drop, 't1', 'job-1')).toBe(true);
    expect(await drops.get(drop)).toEqual({ newest: 't2', ready: 't1', lastJobId: 'job-1' });
  });
});
