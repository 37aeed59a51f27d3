import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type StorageAndMessaging, startFauxqs } from '../cloud/emulators/fauxqs.ts';
import { placeIn } from '../cloud/place.ts';
import { sqsClient } from './clients.ts';
import { redrive } from './redrive.ts';

const signal = new AbortController().signal;

describe('redrive', () => {
  let emulator: StorageAndMessaging;
  let sqs: SQSClient;

  beforeAll(async () => {
    const nothing = () => undefined;
    emulator = await startFauxqs(placeIn('us-east-1'), { uploaded: nothing, watches: () => false, published: nothing });
    sqs = await sqsClient({ AWS_ENDPOINT_URL_SQS: emulator.url });
  });
  afterAll(async () => {
    sqs.destroy();
    await emulator.close();
  });

  const queue = async (QueueName: string): Promise<string> =>
    (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
  const send = (QueueUrl: string, MessageBody: string) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody,
        MessageAttributes: { reason: { DataType: 'String', StringValue: 'UNKNOWN_JOB' } },
      }),
    );
  const drain = async (QueueUrl: string) => {
    const bodies: string[] = [];
    const MessageAttributeNames = ['All'];
    const receive = async () =>
      (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames })))
        .Messages;
    for (let messages = await receive(); messages?.length; messages = await receive())
      for (const { Body = '', MessageAttributes } of messages) bodies.push(Body + Object.keys(MessageAttributes ?? {}));
    return bodies.toSorted();
  };

  it('moves every dead letter back as it was sent, and leaves none behind', async () => {
    const urls = { queue: await queue('stage'), deadLetters: await queue('stage-dlq') };
    const bodies = Array.from({ length: 12 }, (_, at) => `{"n":${10 + at}}`);
    for (const body of bodies) await send(urls.deadLetters, body);
    expect(await redrive(sqs, urls, signal)).toBe(12);
    expect(await drain(urls.queue)).toEqual(bodies);
    expect(await drain(urls.deadLetters)).toEqual([]);
  });

  it('moves nothing if there is nothing', async () => {
    const urls = { queue: await queue('quiet'), deadLetters: await queue('quiet-dlq') };
    expect(await redrive(sqs, urls, signal)).toBe(0);
  });

  it('does not carry a letter that dies again round in circles', async () => {
    // The queue is its own dead-letter queue here: whatever is moved is at once there again.
    const url = await queue('circle');
    await send(url, '{}');
    expect(await redrive(sqs, { queue: url, deadLetters: url }, signal)).toBe(1);
  });
});
