import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { counted } from '#shared/message/layout.ts';
import { type Check, failure } from '../check.ts';
import { eachOf, nameOf } from '../each-of.ts';

/** Nothing lies in a dead-letter queue: a queue without one of its own. */
export const deadLettersCheck: Check = {
  name: 'dead letters',
  isLocal: true,
  run(stage) {
    const sqs = stage.client(SQSClient, 'SQS');
    const isLast = ({ properties }: { readonly properties: object }) => !('RedrivePolicy' in properties);
    return eachOf(stage, { type: 'AWS::SQS::Queue', noun: 'dead-letter queue', where: isLast }, async (queue) => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: queue.physicalId,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      const { ApproximateNumberOfMessages: waiting = '0', ApproximateNumberOfMessagesNotVisible: inHand = '0' } =
        Attributes;
      const letters = Number(waiting) + Number(inHand);
      const name = nameOf(queue).slice(stage.name.length + 1);
      return letters === 0
        ? []
        : [
            failure(
              `${counted(letters, 'dead letter')} in ${nameOf(queue)}`,
              `See what they died of: npm start -- dlq ${name}${stage.option} (docs/runbook/dead-letters.md).`,
            ),
          ];
    });
  },
};
