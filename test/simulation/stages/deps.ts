import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Observer } from '#shared/observability/observer.ts';
import type { ConsumerDeps } from '#shared/pipeline/consumer.ts';
import { dropStore } from '#shared/pipeline/drop-store.ts';
import { jobStore } from '#shared/pipeline/job-store.ts';
import { lockStore } from '#shared/pipeline/lock-store.ts';
import { publisher } from '#shared/pipeline/outbox.ts';
import { partStore } from '#shared/pipeline/part-store.ts';
import { stageQueue } from '#shared/pipeline/queue.ts';
import type { StageDeps } from '#shared/pipeline/stage.ts';
import { type Caller, client } from '../services/call.ts';
import { urlOf } from '../services/sqs.ts';
import type { Operations, World } from '../services/world.ts';
import { deadLettersOf, maxReceiveCount, type StageSettings } from './settings.ts';

export const bucketNames = { input: 'input', output: 'output', archive: 'archive' } as const;
export const jobsTable = 'jobs';
export const retentionDays = 90;

/** What the services do, and what has been taken away from the pipeline to see whether it is missed. */
export type Services = {
  readonly s3: Operations;
  readonly sqs: Operations;
  readonly dynamo: Operations;
  readonly eventBridge: Operations;
  readonly sns: Operations;
  /** What is wrapped around the pipeline's own parts: nothing, or a mutation. */
  readonly wrap: (deps: Ground) => Ground;
};

export type Ground = Pick<StageDeps, 'jobs' | 'publish' | 'observer' | 'now'>;

/** The SDK's clients, all of one caller. */
export const clientsOf = (services: Services, caller: Caller, world: World) => ({
  s3: client<S3Client>('s3', services.s3, caller, world),
  sqs: client<SQSClient>('sqs', services.sqs, caller, world),
  sns: client<SNSClient>('sns', services.sns, caller, world),
  dynamo: client<DynamoDBDocumentClient>('dynamo', services.dynamo, caller, world),
  eventBridge: client<EventBridgeClient>('eventBridge', services.eventBridge, caller, world),
});

/** Writes into the trace what a deployed function would log, and counts it. */
const observerOf = ({ name }: Caller, { trace, faults }: World): Observer => {
  const log: Observer['log'] = (code, fields) => {
    faults.note(`log ${code}`);
    trace.add(name, code, JSON.stringify(fields));
  };
  return {
    log,
    warn: log,
    submitted: ({ jobId, kind }) => log('JOB_SUBMITTED', { jobId, kind }),
    received: (event, messageId, received) => log('EVENT_RECEIVED', { event, messageId, received }),
    left: (event, messageId, { code, decision, fields }) => log(code, { event, messageId, decision, ...fields }),
    committed: () => undefined,
    answered: () => undefined,
    failed: () => undefined,
  };
};

/** About a second apart at the most: Amazon's time service keeps clocks within a millisecond. */
const maxSkewMs = 900;

/** What every stage and every front door stands on: shared/pipeline/ground.ts on simulated services, with a clock of its own. */
export const groundOf = (services: Services, caller: Caller, world: World) => {
  const clients = clientsOf(services, caller, world);
  const { chance, faults, time } = world;
  const skewMs = faults.strikes('clock ahead or behind', caller.name) ? chance.between(-maxSkewMs, maxSkewMs) : 0;
  const deps = services.wrap({
    jobs: jobStore(clients.dynamo, jobsTable),
    publish: publisher(clients.eventBridge, 'bus'),
    observer: observerOf(caller, world),
    now: () => new Date(time.now + skewMs),
  });
  return { ...clients, deps, locks: lockStore(clients.dynamo, jobsTable) };
};

/** What shared/pipeline/runtime.ts adds for a stage. */
export const runtimeOf = (settings: StageSettings, services: Services, caller: Caller, world: World) => {
  const { deps, ...ground } = groundOf(services, caller, world);
  const { dynamo, sqs } = ground;
  const queueUrls = { queueUrl: urlOf(settings.name), deadLetterQueueUrl: urlOf(deadLettersOf(settings.name)) };
  const queue = stageQueue(sqs, queueUrls);
  const { observer } = deps;
  const stageDeps: StageDeps = { ...deps, leaseSeconds: settings.timeoutSeconds, isProduction: true };
  const consumerDeps: ConsumerDeps = { queue, observer, maxReceiveCount, backoffBaseSeconds: 5 };
  return {
    ...ground,
    queue,
    stageDeps,
    consumerDeps,
    drops: dropStore(dynamo, jobsTable, retentionDays),
    parts: partStore(dynamo, jobsTable, retentionDays),
  };
};

export type Runtime = ReturnType<typeof runtimeOf>;
