import { GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type StageName, stageNames } from '#schemas/names.ts';
import { UsageError } from '../command.ts';
import { suggest } from '../suggest.ts';

/**
 * Where letters die: a stage (or SQS, on its behalf) gave a message up, EventBridge could not put an event into the stage's queue, or
 * EventBridge Scheduler could not.
 */
export const origins = ['dlq', 'rule', 'schedule'] as const;
export type Origin = (typeof origins)[number];

export type DeadLetterQueue = {
  /** Without what the names of a deployment begin with: `collector-dlq`. */
  readonly name: string;
  readonly origin: Origin;
  /** Whose it is; the schedules share one. */
  readonly stage?: StageName;
};

/** Every dead-letter queue of a deployment. */
export const deadLetterQueues: readonly DeadLetterQueue[] = [
  ...stageNames.flatMap((stage): DeadLetterQueue[] => [
    { name: `${stage}-dlq`, origin: 'dlq', stage },
    { name: `${stage}-rule-dlq`, origin: 'rule', stage },
  ]),
  { name: 'schedule-dlq', origin: 'schedule' },
];

/** The queues that somebody means: one by its name, those of a stage by the stage's, all by nothing. Throws a `UsageError`. */
export const queuesNamed = (name: string | undefined): readonly DeadLetterQueue[] => {
  if (name === undefined) return deadLetterQueues;
  const found = deadLetterQueues.filter((queue) => queue.name === name || queue.stage === name);
  if (found.length > 0) return found;
  const known = [...deadLetterQueues.map((queue) => queue.name), ...stageNames];
  const meant = suggest(name, known);
  throw new UsageError(
    `There is no dead-letter queue "${name}".${meant ? ` Did you mean ${meant}?` : ` Queues: ${known.join(', ')}.`}`,
  );
};

/** The stage of this name. Throws a `UsageError` with what was probably meant. */
export const stageNamed = (name: string): StageName => {
  const stage = stageNames.find((known) => known === name);
  if (stage) return stage;
  const meant = suggest(name, stageNames);
  throw new UsageError(
    `There is no stage "${name}".${meant ? ` Did you mean ${meant}?` : ` Stages: ${stageNames.join(', ')}.`}`,
  );
};

/** A dead-letter queue of a deployment that can be looked into. */
export type OpenQueue = DeadLetterQueue & { readonly url: string };

/** The URL of a deployment's queue by the rest of its name: `collector`, `collector-dlq`. */
export const queueUrl = async (sqs: SQSClient, deployment: string, name: string): Promise<string> => {
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: `${deployment}-${name}` }));
  return QueueUrl;
};

export const openQueues = (
  sqs: SQSClient,
  deployment: string,
  queues: readonly DeadLetterQueue[],
): Promise<readonly OpenQueue[]> =>
  Promise.all(queues.map(async (queue) => ({ ...queue, url: await queueUrl(sqs, deployment, queue.name) })));
