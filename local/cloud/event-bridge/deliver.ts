import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Deliver } from './bus.ts';

const pauseMs = 50;
/** AWS tries for a day, 185 times by default; a laptop's queue that does not answer by the third time is not there. */
const attemptsHere = 3;

export type Send = (
  arn: string,
  body: string,
  attributes?: Readonly<Record<string, string>>,
  group?: string,
) => Promise<void>;

/** Sends to a queue by its ARN; throws if there is none. */
export const sendTo =
  (sqs: SQSClient, queueUrl: (arn: string) => string | undefined): Send =>
  async (arn, body, attributes = {}, group) => {
    const QueueUrl = queueUrl(arn);
    if (QueueUrl === undefined) throw Object.assign(new Error(`${arn} is no queue`), { name: 'NO_RESOURCE' });
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    );
    const MessageGroupId = group === undefined ? {} : { MessageGroupId: group };
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, MessageAttributes, ...MessageGroupId }));
  };

const failureOf = (error: unknown): { code: string; message: string } =>
  error instanceof Error ? { code: error.name, message: error.message } : { code: 'Unknown', message: String(error) };

/**
 * Delivers to queues in the background. What cannot be delivered goes to the target's dead-letter queue with the reason.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 * `settled` resolves when everything under way has been delivered, dead-lettered or reported lost.
 */
export const createDelivery = (send: Send, onLost: (message: string) => void) => {
  const underWay = new Set<Promise<void>>();

  const attempt: (...delivery: Parameters<Deliver>) => Promise<void> = async ({ body, target, rule }) => {
    const attempts = Math.min(attemptsHere, 1 + target.maximumRetryAttempts);
    let failure = { code: '', message: '' };
    for (let count = 1; count <= attempts; count += 1) {
      try {
        return await send(target.arn, body, {}, target.messageGroupId);
      } catch (error) {
        failure = failureOf(error);
        if (failure.code === 'NO_RESOURCE') break;
        if (count < attempts) await new Promise((resolve) => setTimeout(resolve, pauseMs * count));
      }
    }
    if (target.deadLetterArn === undefined)
      return onLost(`Rule ${rule.name}: an event could not be delivered to ${target.arn}: ${failure.message}`);
    await send(target.deadLetterArn, body, {
      RULE_ARN: rule.arn,
      TARGET_ARN: target.arn,
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
    });
  };

  const deliver: Deliver = (delivery) => {
    const work = attempt(delivery)
      .catch((error: unknown) => onLost(`Rule ${delivery.rule.name}: an event was lost: ${failureOf(error).message}`))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  };

  const settled = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay);
  };

  return { deliver, settled };
};
