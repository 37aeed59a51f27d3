import { setTimeout as pause } from 'node:timers/promises';
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { processed } from './batch-response.ts';
import type { Invocation } from './invocation.ts';
import { sqsRecord } from './sqs-event.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html */
export type EventSourceMapping = {
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly functionName: string;
  readonly batchSize: number;
  /** How long to gather messages for a batch; 0 is not at all. */
  readonly windowSeconds: number;
  readonly maximumConcurrency: number;
  readonly reportsItemFailures: boolean;
};

export type EventSourceDeps = {
  readonly sqs: SQSClient;
  readonly region: string;
  /** Batches under way at once, at most. */
  readonly concurrency: number;
  readonly invoke: (event: unknown) => Promise<Invocation>;
  readonly report: (message: string) => void;
};

const longPollSeconds = 20;
/** SQS hands out and deletes at most this many at once. */
const batchLimit = 10;
const pauseAfterErrorMs = 200;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Polls a queue and feeds its function, as Lambda's pollers do, until it is stopped. */
export const startEventSource = (mapping: EventSourceMapping, deps: EventSourceDeps) => {
  const { sqs, invoke, report } = deps;
  const { queueUrl: QueueUrl, queueArn } = mapping;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();

  const receive = async (room: number, seconds: number): Promise<readonly Message[]> => {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: Math.min(room, batchLimit),
      WaitTimeSeconds: seconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return (await sqs.send(command, { abortSignal: stopping.signal })).Messages ?? [];
  };

  /** Messages beyond the first ten, or those that come within the window, join the batch. */
  const gather = async (): Promise<readonly Message[]> => {
    const batch = [...(await receive(mapping.batchSize, longPollSeconds))];
    const until = Date.now() + mapping.windowSeconds * 1000;
    while (batch.length > 0 && batch.length < mapping.batchSize && Date.now() < until) {
      const seconds = Math.min(longPollSeconds, Math.ceil((until - Date.now()) / 1000));
      batch.push(...(await receive(mapping.batchSize - batch.length, seconds)));
    }
    return batch;
  };

  const remove = async (messages: readonly Message[]): Promise<void> => {
    for (let from = 0; from < messages.length; from += batchLimit) {
      const Entries = messages
        .slice(from, from + batchLimit)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      const { Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      for (const { Code, Message: reason } of Failed)
        report(`${queueArn}: a message was not deleted: ${Code} ${reason}`);
    }
  };

  const process = async (batch: readonly Message[]): Promise<void> => {
    const Records = batch.map((message) => sqsRecord(message, queueArn, deps.region));
    const invocation = await invoke({ Records });
    if (invocation.outcome !== 'success')
      report(`${mapping.functionName}: ${invocation.outcome}: ${invocation.errorType}: ${invocation.errorMessage}`);
    const ids = Records.map(({ messageId }) => messageId);
    const done = new Set(processed(invocation, ids, mapping.reportsItemFailures));
    await remove(batch.filter(({ MessageId }) => done.has(MessageId ?? '')));
  };

  const begin = (batch: readonly Message[]): void => {
    const work = process(batch)
      .catch((error: unknown) => report(`${queueArn}: a batch was not finished: ${messageOf(error)}`))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  };

  const poll = async (): Promise<void> => {
    const most = Math.min(deps.concurrency, mapping.maximumConcurrency);
    while (!stopping.signal.aborted) {
      if (underWay.size >= most) await Promise.race(underWay);
      else
        try {
          const batch = await gather();
          if (batch.length > 0) begin(batch);
        } catch (error) {
          if (stopping.signal.aborted) return;
          report(`${queueArn}: ${messageOf(error)}`);
          await pause(pauseAfterErrorMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        }
    }
  };

  const polling = poll();
  return {
    /** Receives no more; resolves when the batches under way have ended. */
    stop: async (): Promise<void> => {
      stopping.abort();
      await polling;
      await Promise.all(underWay);
    },
  };
};
