import {
  CreateQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type StorageAndMessaging, startFauxqs } from '../../cloud/emulators/fauxqs.ts';
import { placeIn } from '../../cloud/place.ts';
import { sqsClient } from '../clients.ts';
import type { Letter } from './letter.ts';
import type { DeadLetterQueue, OpenQueue } from './queues.ts';

/** For tests: queues in memory, and what puts letters into them. */
export type Post = {
  readonly sqs: SQSClient;
  queue(name: string): Promise<string>;
  open(queue: DeadLetterQueue): Promise<OpenQueue>;
  /** Resolves to the message's id. */
  send(url: string, body: string, attributes?: Letter['attributes']): Promise<string>;
  /** Takes everything that is visible, and hides it. */
  drain(url: string): Promise<readonly Message[]>;
  close(): Promise<void>;
};

export const startPost = async (): Promise<Post> => {
  const nothing = () => undefined;
  const hooks = { uploaded: nothing, watches: () => false, published: nothing };
  const emulator: StorageAndMessaging = await startFauxqs(placeIn('us-east-1'), hooks);
  const sqs = await sqsClient({ AWS_ENDPOINT_URL_SQS: emulator.url });
  // A queue in memory answers for all its servers at once: there is nothing to wait for.
  sqs.middlewareStack.add((next) => (call) => next({ ...call, input: { ...call.input, WaitTimeSeconds: undefined } }), {
    step: 'initialize',
  });
  const queue = async (QueueName: string): Promise<string> =>
    (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
  return {
    sqs,
    queue,
    open: async (opened) => ({ ...opened, url: await queue(opened.name) }),
    async send(QueueUrl, MessageBody, attributes = {}) {
      const MessageAttributes = Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
      );
      return (await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes }))).MessageId ?? '';
    },
    async drain(QueueUrl) {
      const all: Message[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
        if (Messages.length === 0) return all;
        all.push(...Messages);
      }
    },
    async close() {
      sqs.destroy();
      await emulator.close();
    },
  };
};
