import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Cloud } from '#local/cloud/cloud.ts';

/** The stack's queues: what is under way, and what was buried. */
export const queuesOf = ({ env, outputs }: Cloud) => {
  const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' };
  const sqs = new SQSClient({ endpoint: env.AWS_ENDPOINT_URL_SQS ?? '', region: env.AWS_REGION ?? '', credentials });
  const urls = Object.entries(outputs).filter(([name]) => name.endsWith('QueueUrl'));
  const isDead = ([name]: readonly [string, string]) => name.includes('DeadLetter');
  const [dead, live] = [urls.filter(isDead), urls.filter((url) => !isDead(url))];

  const count = async (attribute: 'ApproximateNumberOfMessages' | 'ApproximateNumberOfMessagesNotVisible') => {
    const counts = await Promise.all(
      live.map(async ([, QueueUrl]) => {
        const request = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [attribute] });
        return Number((await sqs.send(request)).Attributes?.[attribute] ?? 0);
      }),
    );
    return counts.reduce((sum, each) => sum + each, 0);
  };

  /** Messages with their reasons, if they have any; they are hidden from whoever comes next. */
  const buriedIn = async (QueueUrl: string): Promise<(string | undefined)[]> => {
    const request = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], VisibilityTimeout: 600 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(request));
    if (Messages.length === 0) return [];
    const reasons = Messages.map(({ MessageAttributes }) => MessageAttributes?.reason?.StringValue);
    return [...reasons, ...(await buriedIn(QueueUrl))];
  };

  return {
    /** Messages that somebody has taken and not yet finished. */
    inFlight: () => count('ApproximateNumberOfMessagesNotVisible'),
    waiting: () => count('ApproximateNumberOfMessages'),
    /** The reason of each dead letter, undefined for one that has none. */
    buried: async () => (await Promise.all(dead.map(([, url]) => buriedIn(url)))).flat(),
    close: () => sqs.destroy(),
  };
};
