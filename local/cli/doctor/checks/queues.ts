import { GetQueueAttributesCommand, type QueueAttributeName, SQSClient } from '@aws-sdk/client-sqs';
import { type Check, failure } from '../check.ts';
import { differences, parsed } from '../differences.ts';
import { eachOf, nameOf } from '../each-of.ts';

const compared = [
  'VisibilityTimeout',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'DelaySeconds',
  'RedrivePolicy',
] as const satisfies readonly QueueAttributeName[];

/** Queues are there with the attributes of the template, and hand what fails on to their dead-letter queue. */
export const queuesCheck: Check = {
  name: 'queues',
  isLocal: true,
  run(stage) {
    const sqs = stage.client(SQSClient, 'SQS');
    return eachOf(stage, { type: 'AWS::SQS::Queue', noun: 'queue' }, async (queue) => {
      const { physicalId: QueueUrl, properties } = queue;
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...compared] }),
      );
      const expected = Object.fromEntries(compared.map((name) => [name, properties[name]]));
      const actual = { ...Attributes, RedrivePolicy: parsed(Attributes.RedrivePolicy) };
      return differences(expected, actual).map((difference) =>
        failure(
          `queue ${nameOf(queue)}: ${difference}`,
          `aws sqs set-queue-attributes --queue-url ${QueueUrl} with the template's value.`,
        ),
      );
    });
  },
};
