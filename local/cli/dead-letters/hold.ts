import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { type Letter, letterOf } from './letter.ts';
import type { OpenQueue } from './queues.ts';

/** The most that SQS gives, or takes back, at once. */
const batch = 10;
/** Seconds a letter that was received stays hidden if whoever looks at it dies: long enough to send it on and delete it. */
const hiddenSeconds = 30;
/** Calls at a time when letters are given back. */
const parallel = 8;

/** Letters of one queue that nobody else sees until they are given back or deleted. */
export type Hold = {
  /** Every letter that lies there, once, until the signal aborts. What was given out stays hidden meanwhile. */
  letters(signal: AbortSignal): AsyncGenerator<Letter>;
  delete(letter: Letter): Promise<void>;
};

const tens = <Item>(items: readonly Item[]): (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / batch) }, (_, at) => items.slice(at * batch, (at + 1) * batch));

const receive = async (sqs: SQSClient, { url }: OpenQueue, count: number) => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: count,
      VisibilityTimeout: hiddenSeconds,
      // Long polling asks all of SQS's servers: a letter that is there is found.
      WaitTimeSeconds: 1,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
    }),
  );
  return Messages;
};

/** Makes letters visible again at once. A receipt that is no longer good belongs to a letter that is visible already. */
const giveBack = async (sqs: SQSClient, { url }: OpenQueue, receipts: readonly string[]): Promise<void> => {
  await inParallel(parallel, tens(receipts), (some) =>
    sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: url,
        Entries: some.map((ReceiptHandle, at) => ({ Id: String(at), ReceiptHandle, VisibilityTimeout: 0 })),
      }),
    ),
  );
};

/**
 * Looks into a dead-letter queue and leaves it as it was, but for what was deleted: SQS has no other way to read than to receive. In a queue
 * so long that its first letters come to light again before the last were seen, they are hidden anew and not given out twice.
 * @param atOnce letters that are received together, ten at the most
 */
export const holding = async <Result>(
  sqs: SQSClient,
  queue: OpenQueue,
  use: (hold: Hold) => Promise<Result>,
  atOnce = batch,
): Promise<Result> => {
  const seen = new Set<string>();
  const receipts = new Map<string, string>();

  async function* letters(signal: AbortSignal): AsyncGenerator<Letter> {
    // As many in a row that were seen before as there are: whoever goes on would go round in circles.
    for (let repeats = 0; repeats <= seen.size && !signal.aborted; ) {
      const messages = await receive(sqs, queue, atOnce);
      if (messages.length === 0) return;
      for (const message of messages) receipts.set(message.MessageId ?? '', message.ReceiptHandle ?? '');
      for (const message of messages) {
        const letter = letterOf(message, queue);
        repeats = seen.has(letter.id) ? repeats + 1 : 0;
        if (repeats > 0) continue;
        seen.add(letter.id);
        yield letter;
      }
    }
  }

  try {
    return await use({
      letters,
      async delete({ id }) {
        await sqs.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: receipts.get(id) ?? '' }));
        receipts.delete(id);
      },
    });
  } finally {
    await giveBack(sqs, queue, [...receipts.values()]);
  }
};
