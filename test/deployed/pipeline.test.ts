import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { parse } from 'yaml';
import { inventoryReport } from '#schemas/inventory/report.ts';
import type { Job } from '#schemas/job.ts';
import { digestStore } from '#shared/notification/digest/digest-store.ts';
import { envelopeOf } from '#shared/testing/memory.ts';
import type { Clients } from './clients.ts';
import { type DeployedStack, deployedStack } from './deployed-stack.ts';
import { dropFolder } from './drop.ts';
import { eventually } from './eventually.ts';
import { receive, subscribe } from './inbox.ts';
import { endedJob, findJob } from './jobs.ts';
import { operatorOf } from './operator.ts';

const examples = join(import.meta.dirname, '..', '..', 'examples');
const webService = join(examples, 'web-service');

describe('the packaged stack, deployed on an emulator that checks every call against its roles', () => {
  let stack: DeployedStack | undefined;
  let clients: Clients;
  let output: DeployedStack['output'];
  let inbox: string;

  const drop = (name: string) => dropFolder(clients, output('InputBucketName'), webService, name);
  const ended = (prefix: string) => endedJob(clients, output('JobsTableName'), prefix, 60_000);
  const current = (prefix: string) => findJob(clients, output('JobsTableName'), prefix);
  const read = async (key: string): Promise<string> => {
    const Bucket = output('OutputBucketName');
    const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key: key }));
    return (await Body?.transformToString()) ?? '';
  };
  const artifact = (job: Job, name: string) => job.output.artifacts.find((candidate) => candidate.name === name);

  const cleanUp = async () => {
    const time = new Date().toISOString();
    const due = { id: 'an-hour', source: 'dropforge.scheduler', 'detail-type': 'CleanupDue', time, detail: {} };
    const QueueUrl = output('CleanupQueueUrl');
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(due) }));
  };

  /** As if a job had ended a day ago, when the hourly cleanup comes. */
  const dayPasses = async (jobId: string) => {
    const ago = new Date(Date.now() - 25 * 3_600_000).toISOString();
    await clients.dynamo.send(
      new UpdateCommand({
        TableName: output('JobsTableName'),
        Key: { jobId },
        UpdateExpression: 'SET endedAt = :ago, updatedAt = :ago, revision = revision + :one',
        ExpressionAttributeValues: { ':ago': ago, ':one': 1 },
      }),
    );
    await cleanUp();
  };

  beforeAll(async () => {
    stack = await deployedStack('pipeline');
    ({ clients, output } = stack);
    inbox = await subscribe(clients, output('AlertsTopicArn'));
  });

  afterAll(async () => {
    await stack?.stop();
  });

  it('makes a template of a folder that is dropped, tells people, and archives the drop', async () => {
    const prefix = await drop('web-service');
    const job = await ended(prefix);
    expect({ status: job.status, error: job.error }).toEqual({ status: 'Succeeded', error: undefined });

    const template = parse(await read(artifact(job, 'template.yaml')?.key ?? 'no template.yaml'), {
      logLevel: 'silent',
    });
    expect(Object.keys(template.Resources).length).toBeGreaterThanOrEqual(20);

    const message = await eventually('the SNS message', 20_000, async () => (await receive(clients, inbox))[0]);
    expect(message.Body).toContain(job.jobId);

    const archived = await eventually('the drop is archived', 20_000, async () => (await current(prefix))?.archive);
    expect(archived.bucket).toBe(output('ArchiveBucketName'));
    const left = await clients.s3.send(new ListObjectsV2Command({ Bucket: output('InputBucketName'), Prefix: prefix }));
    expect(left.Contents ?? []).toEqual([]);
  });

  it('takes the inventory of its own account when the night has come, and the report arrives', async () => {
    const job = await endedJob(clients, output('JobsTableName'), 'requests/', 150_000);
    expect({ kind: job.kind, status: job.status, error: job.error }).toMatchObject({
      kind: 'inventory',
      status: 'Succeeded',
    });
    const report = inventoryReport.parse(
      JSON.parse(await read(artifact(job, 'findings.json')?.key ?? 'no findings.json')),
    );
    const { byType } = report.counts;
    expect(byType['AWS::Lambda::Function']).toBe(stack?.service.functions.length);
    expect(byType['AWS::S3::Bucket']).toBeGreaterThanOrEqual(3);
    const message = await eventually('the report by SNS', 30_000, async () =>
      (await receive(clients, inbox)).find(({ Body = '' }) => Body.includes(job.jobId)),
    );
    expect(message.Body).toContain('AWS Inventory Alert');
    const items = await clients.dynamo.send(new ScanCommand({ TableName: output('InventoryTableName') }));
    expect(items.Count).toBeGreaterThan(report.counts.resources);
  });

  it('makes a specification of source, and forgets the source when its time has come', async () => {
    const [Bucket, prefix] = [output('InputBucketName'), 'drops/orders/'];
    const files = { 'orders.zip': 'orders-module.zip', 'descriptor.json': 'orders-module.json' };
    for (const [name, file] of Object.entries(files))
      await clients.s3.send(
        new PutObjectCommand({ Bucket, Key: `${prefix}${name}`, Body: await readFile(join(examples, file)) }),
      );
    const job = await ended(prefix);
    expect({ kind: job.kind, status: job.status, error: job.error }).toMatchObject({
      kind: 'spec',
      status: 'Succeeded',
    });
    expect(await read(artifact(job, 'specification.md')?.key ?? 'no specification.md')).toContain('FR-001');
    expect(artifact(job, 'specification.pdf')?.bytes).toBeGreaterThan(10_000);

    await eventually('the source is archived', 20_000, async () => (await current(prefix))?.archive);
    const places = [
      { Bucket: output('ArchiveBucketName'), Prefix: `passing/${job.jobId}/` },
      { Bucket: output('OutputBucketName'), Prefix: `jobs/${job.jobId}/collector/` },
    ];
    const versions = async () => {
      const listed = await Promise.all(places.map((place) => clients.s3.send(new ListObjectVersionsCommand(place))));
      return listed.flatMap(({ Versions = [] }) => Versions);
    };
    expect((await versions()).length).toBeGreaterThanOrEqual(5);
    await dayPasses(job.jobId);
    await eventually('the source is gone', 30_000, async () => (await versions()).length === 0 || undefined);
  });

  it('tells what has waited for a digest in vain, as soon as cleanup finds it', async () => {
    const subject = 'Dropforge: forgotten - template ready';
    const jobId = '0193a5c0-0000-7000-8000-000000000000';
    const entry = { id: `${jobId}/end`, jobId, kind: 'template', status: 'Succeeded', subject } as const;
    const bodyKey = `jobs/${jobId}/notifier/end.txt`;
    const longAgo = new Date(Date.now() - 26 * 3_600_000).toISOString();
    const digests = digestStore(clients.dynamo, output('JobsTableName'));
    await digests.note({ ...entry, bodyKey, channels: ['EMAIL'] }, longAgo);
    await cleanUp();
    const message = await eventually('the digest by SNS', 30_000, async () =>
      (await receive(clients, inbox)).find(({ Body = '' }) => Body.includes('digest of 1 job')),
    );
    expect(message.Body).toContain(jobId);
    await eventually('nothing waits', 10_000, async () => (await digests.get(entry.id)) === undefined || undefined);
  });

  it('is looked at and mended by an operator from the command line', async () => {
    if (!stack) throw new Error('there is no stack');
    const operator = await operatorOf(stack);
    const reasonsIn = async (queue: string): Promise<readonly string[]> => {
      const { queues } = await operator.read('dlq', queue);
      const [{ letters }] = queues;
      return letters.map(({ reason }: { reason: string }) => reason);
    };
    const job = await ended(await drop('mended'));
    const { kind, input } = job;
    const { bucket, prefix } = input;
    const { jobId } = await operator.read('replay', job.jobId, '--from', 'notifier');
    expect(jobId).toBe(job.jobId);
    await eventually('its end is told again', 30_000, async () => {
      const { notifications = [] } = (await current(prefix)) ?? {};
      return notifications.length === 2 ? true : undefined;
    });

    const metadata = { id: 'e', jobId: randomUUID(), kind, correlationId: 'c', causationId: 'c', time: job.updatedAt };
    const event = envelopeOf({
      type: 'JobRequested',
      metadata: { ...metadata, version: '1' },
      data: { input: { bucket, prefix } },
    });
    const QueueUrl = output('CollectorDeadLetterQueueUrl').replace('-dlq', '-rule-dlq');
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
    expect(await reasonsIn('collector-rule-dlq')).toEqual(['UNDELIVERED']);
    expect(await operator.read('redrive', 'collector', '--from', 'rule')).toMatchObject({ moved: 1 });
    await eventually('it died of a job that there is not', 30_000, async () =>
      (await reasonsIn('collector-dlq')).includes('UNKNOWN_JOB') ? true : undefined,
    );

    const why = ['--reason', 'UNKNOWN_JOB', '--note', 'a test'];
    const { discarded } = await operator.read('dlq', 'discard', '--all', ...why, '--yes');
    const kept = await clients.s3.send(
      new ListObjectsV2Command({ Bucket: output('ArchiveBucketName'), Prefix: 'operations/discarded/' }),
    );
    const keptAs = kept.Contents?.map(({ Key }) => `s3://${output('ArchiveBucketName')}/${Key}`);
    expect(discarded.map((each: { keptAs: string }) => each.keptAs)).toEqual(keptAs);
    expect(keptAs).toHaveLength(1);
    expect(await reasonsIn('collector-dlq')).toEqual([]);
    await operator.leave();
  });

  it('puts a message that nobody can handle into the dead-letter queue of its stage, with the reason', async () => {
    await clients.sqs.send(
      new SendMessageCommand({ QueueUrl: output('GeneratorQueueUrl'), MessageBody: 'this is no event' }),
    );
    const dead = await eventually(
      'the dead letter',
      30_000,
      async () => (await receive(clients, output('GeneratorDeadLetterQueueUrl')))[0],
    );
    expect(dead.Body).toBe('this is no event');
    expect(dead.MessageAttributes?.reason?.StringValue).toBe('MALFORMED_EVENT');
    for (const other of ['Intake', 'Collector', 'Validator', 'Notifier', 'Cleanup']) {
      expect(await receive(clients, output(`${other}DeadLetterQueueUrl`))).toEqual([]);
    }
  });
});
