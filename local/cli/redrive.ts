import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

const batch = 10;
/** Seconds a received dead letter stays hidden: long enough to send it on and delete it. */
const hiddenSeconds = 60;

const waiting = async (sqs: SQSClient, QueueUrl: string): Promise<number> => {
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
};

/**
 * Moves what is in the dead-letter queue now back into its queue and resolves to how many messages that were. Each is sent
 * before it is deleted, so none can be lost; one may be delivered twice, which the stages stand. The reason it died of is
 * an attribute of the dead letter and stays behind. (StartMessageMoveTask knows the way back only of letters that SQS
 * moved by itself: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html)
 */
export const redrive = async (
  sqs: SQSClient,
  urls: { readonly queue: string; readonly deadLetters: string },
  signal: AbortSignal,
): Promise<number> => {
  // Counted first: a letter that dies again at once must not be carried round in circles.
  const count = await waiting(sqs, urls.deadLetters);
  let moved = 0;
  while (moved < count && !signal.aborted) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: urls.deadLetters,
        MaxNumberOfMessages: Math.min(batch, count - moved),
        VisibilityTimeout: hiddenSeconds,
        WaitTimeSeconds: 1,
      }),
    );
    if (Messages.length === 0) break;
    for (const { Body: MessageBody = '', ReceiptHandle } of Messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: urls.queue, MessageBody }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: urls.deadLetters, ReceiptHandle }));
      moved += 1;
    }
  }
  return moved;
};
