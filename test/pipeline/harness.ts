import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Message, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, paginateScan, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ApiOptions } from '#local/cloud/api-gateway/options.ts';
import type { Cloud } from '#local/cloud/cloud.ts';
import type { Faults } from '#local/cloud/faults/fault.ts';
import type { Permissions } from '#local/cloud/iam/permissions.ts';
import { startCloud } from '#local/cloud/start-cloud.ts';
import { packageService } from '#local/package/package-service.ts';
import { type DomainEvent, eventMetadata } from '#schemas/event.ts';
import type { Job, StageName } from '#schemas/job.ts';
import { stageNames } from '#schemas/names.ts';
import { objectStore } from '#shared/aws/object-store.ts';
import { jobStore } from '#shared/pipeline/job-store.ts';
import { lockStore } from '#shared/pipeline/lock-store.ts';
import { publisher } from '#shared/pipeline/outbox.ts';
import type { SubmitDeps } from '#shared/pipeline/submit.ts';
import { memoryObserver } from '#shared/testing/memory.ts';

/** Seconds: a worker's claim is void before its message comes back, as it is on AWS (timeout, and six times that). */
const shortLease = { leaseSeconds: 6, visibilityTimeoutSeconds: 8 };

/** A little less than a test has: what was waited for in vain is then told by name. */
const patienceMs = 110_000;

export type PipelineOptions = {
  /** Seconds. Default: as short as a quick stage can bear. */
  readonly lease?: typeof shortLease;
  readonly faults?: Faults;
  readonly logLevel?: 'SILENT' | 'DEBUG';
  readonly onLog?: (line: string) => void;
  /** Of every function, on top of its own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Of single functions, on top of that. */
  readonly envOf?: Readonly<Partial<Record<StageName, Readonly<Record<string, string>>>>>;
  /** What it is packaged with, as `--param` gives it. */
  readonly params?: Readonly<Record<string, string>>;
  /** Holds each function against its role. */
  readonly permissions?: Permissions;
  /** Where Parameter Store is. */
  readonly ssmUrl?: string;
  /** How its REST API is served. */
  readonly api?: ApiOptions;
  /** False: what is published stays in the queues, and no stage runs. */
  readonly consume?: boolean;
};

export type Pipeline = Awaited<ReturnType<typeof startPipeline>>;

/** The packaged service on the embedded cloud, with short leases and no backoff, and what a test does with it. */
export const startPipeline = async ({
  lease: { leaseSeconds, visibilityTimeoutSeconds } = shortLease,
  faults,
  logLevel = 'SILENT',
  onLog,
  env,
  envOf,
  params,
  permissions,
  ssmUrl,
  api,
  consume = true,
}: PipelineOptions = {}) => {
  const events: DomainEvent[] = [];
  const cloud = await startCloud({
    package: await packageService(params ? { params } : {}),
    consume,
    prewarm: consume ? stageNames : [],
    overrides: {
      visibilityTimeoutSeconds,
      env: {
        '*': { TIMEOUT_SECONDS: String(leaseSeconds), BACKOFF_SECONDS: '0', LOG_LEVEL: logLevel, ...env },
        ...envOf,
      },
    },
    ...(faults ? { faults } : {}),
    ...(permissions ? { permissions } : {}),
    ...(ssmUrl ? { ssmUrl } : {}),
    ...(api ? { api } : {}),
    ...(onLog ? { onLog: (_functionName, line) => onLog(line) } : {}),
    observe: ({ type, detail, source }) => {
      if (source !== 'dropforge') return;
      const { metadata, data } = detail as { metadata: unknown; data: DomainEvent['data'] };
      events.push({ type, metadata: eventMetadata.parse(metadata), data });
    },
  });
  const clients = clientsOf(cloud);
  const { s3, sqs, documents, eventBridge } = clients;
  const jobs = jobStore(documents, output(cloud, 'JobsTableName'));

  /** What a front door has of the pipeline. */
  const door: SubmitDeps = {
    jobs,
    locks: lockStore(documents, output(cloud, 'JobsTableName')),
    publish: publisher(eventBridge, output(cloud, 'EventBusName')),
    observer: memoryObserver(),
    retentionDays: 1,
    now: () => new Date(),
  };

  const put = (key: string, body: string | Uint8Array) =>
    s3.send(new PutObjectCommand({ Bucket: output(cloud, 'InputBucketName'), Key: key, Body: body }));

  /** Drops files into a folder and says that it is complete. */
  const drop = async (folder: string, files: Readonly<Record<string, string | Uint8Array>> = oneBucket) => {
    for (const [name, body] of Object.entries(files)) await put(`drops/${folder}/${name}`, body);
    await put(`drops/${folder}/_READY`, 'ready');
  };

  const requests = (folder: string): DomainEvent[] =>
    events.filter(({ type, data }) => type === 'JobRequested' && JSON.stringify(data).includes(`"drops/${folder}/"`));

  const jobIdOf = (folder: string): string | undefined => requests(folder)[0]?.metadata.jobId;

  const job = async (folder: string): Promise<Job | undefined> => {
    const jobId = jobIdOf(folder);
    return jobId ? jobs.get(jobId) : undefined;
  };

  /** The job of a folder once it is ended, told, archived and has nothing left to publish. */
  const settled = (folder: string, status?: Job['status']): Promise<Job> =>
    eventually(`the job of ${folder} has settled`, async () => {
      const current = await job(folder);
      const isDone = current?.endedAt && current.archive && current.notifications.length > 0 && !current.outbox;
      return isDone && Object.keys(current.claims).length === 0 && (!status || current.status === status)
        ? current
        : undefined;
    });

  /** The job that a folder led to after another one, once it has settled. */
  const settledAfter = async (folder: string, earlier: string): Promise<Job> =>
    eventually(`the next job of ${folder} has settled`, async () => {
      const next = requests(folder).find(({ metadata }) => metadata.jobId !== earlier);
      const current = next && (await jobs.get(next.metadata.jobId));
      return current?.endedAt && current.archive && current.notifications.length > 0 ? current : undefined;
    });

  const scan = async (input: ScanCommandInput): Promise<Record<string, unknown>[]> => {
    const items: Record<string, unknown>[] = [];
    for await (const { Items = [] } of paginateScan({ client: documents }, input)) items.push(...Items);
    return items;
  };

  /** Every item of the inventory table. */
  const inventory = () => scan({ TableName: output(cloud, 'InventoryTableName') });

  /** Every job, as an index shows it. */
  const indexed = (IndexName: string) => scan({ TableName: output(cloud, 'JobsTableName'), IndexName });

  const keys = async (bucket: 'Input' | 'Output' | 'Archive', prefix: string): Promise<string[]> => {
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: output(cloud, `${bucket}BucketName`), Prefix: prefix }),
    );
    return Contents.map(({ Key = '' }) => Key);
  };

  /** An object of the output bucket as text. */
  const read = async (key: string): Promise<string> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: output(cloud, 'OutputBucketName'), Key: key }));
    return (await Body?.transformToString()) ?? '';
  };

  /** A message in a stage's DLQ that holds a text; it stays hidden for a while. */
  const deadLetter = (stage: StageName, text: string): Promise<Message> =>
    eventually(`a dead letter of ${stage} holds ${text}`, async () => {
      const QueueUrl = output(cloud, `${pascal(stage)}DeadLetterQueueUrl`);
      const request = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], VisibilityTimeout: 0 };
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(request));
      return Messages.find(({ Body = '' }) => Body.includes(text));
    });

  const send = (stage: StageName, body: unknown) => {
    const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
    return sqs.send(new SendMessageCommand({ QueueUrl: output(cloud, `${pascal(stage)}QueueUrl`), MessageBody }));
  };

  /** The events of a folder's job, as types in the order they were published. */
  const eventsOf = (folder: string): DomainEvent[] =>
    events.filter(({ metadata }) => metadata.jobId === jobIdOf(folder));

  /** The emails about a folder's job. */
  const emailsOf = (folder: string) => cloud.emails().filter(({ body }) => body.includes(jobIdOf(folder) ?? 'no job'));

  const stop = async () => {
    for (const client of [s3, sqs, documents, eventBridge]) client.destroy();
    await cloud.stop();
  };

  return {
    cloud,
    jobs,
    door,
    inputBucket: output(cloud, 'InputBucketName'),
    outputBucket: output(cloud, 'OutputBucketName'),
    storeOf: (bucket: string) => objectStore(s3, bucket),
    put,
    drop,
    jobIdOf,
    job,
    settled,
    settledAfter,
    inventory,
    indexed,
    keys,
    read,
    deadLetter,
    send,
    eventsOf,
    allEvents: (): readonly DomainEvent[] => events,
    /** How many jobs a folder has led to. */
    requestsOf: (folder: string) => new Set(requests(folder).map(({ metadata }) => metadata.jobId)).size,
    emailsOf,
    emails: cloud.emails,
    stop,
  };
};

const output = (cloud: Cloud, name: string): string => {
  const value = cloud.outputs[name];
  if (value === undefined) throw new Error(`The stack has no output ${name}`);
  return value;
};

const pascal = (stage: StageName): string => stage.charAt(0).toUpperCase() + stage.slice(1);

const clientsOf = ({ env }: Cloud) => {
  const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' };
  const common = { region: env.AWS_REGION ?? '', credentials };
  const endpoint = (name: string) => ({ ...common, endpoint: env[`AWS_ENDPOINT_URL_${name}`] ?? '' });
  return {
    s3: new S3Client({ ...endpoint('S3'), forcePathStyle: true }),
    sqs: new SQSClient(endpoint('SQS')),
    documents: DynamoDBDocumentClient.from(new DynamoDBClient(endpoint('DYNAMODB'))),
    eventBridge: new EventBridgeClient(endpoint('EVENTBRIDGE')),
  };
};

/** The first defined value that `look` returns. Throws, saying what was waited for, when its patience is over. */
export const eventually = async <Value>(what: string, look: () => Promise<Value | undefined>): Promise<Value> => {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const value = await look();
    if (value !== undefined) return value;
    await sleep(50);
  }
  throw new Error(`Waited ${patienceMs / 1000} s in vain: ${what}`);
};

/** For pipelines in which no template is validated: they need not wait for its engine. */
export const withoutEngine = { WARM_ENGINE: 'false' } as const;

/** The smallest drop that becomes a template. */
export const oneBucket = {
  'bucket.json': JSON.stringify({ Type: 'AWS::S3::Bucket', Properties: { BucketName: 'dropforge-test-bucket' } }),
};
