import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { OpenQueue } from './queues.ts';

const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;

/** How many letters a queue holds, about: SQS counts within a minute. `inHand`: somebody is looking at them, or moving them. */
export const countOf = async (
  sqs: SQSClient,
  { url }: Pick<OpenQueue, 'url'>,
): Promise<{ readonly lying: number; readonly inHand: number }> => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
  );
  const [lying = 0, inHand = 0] = names.map((name) => Number(Attributes[name] ?? 0));
  return { lying, inHand };
};
