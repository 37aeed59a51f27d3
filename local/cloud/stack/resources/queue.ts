import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { arn } from '../../place.ts';
import { physicalName } from '../identity.ts';
import type { Kind } from '../kind.ts';

/** What of AWS::SQS::Queue is an attribute of the same name in SQS's API; encryption changes nothing on a laptop. */
const attributeNames = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
  'FifoQueue',
  'ContentBasedDeduplication',
  'RedrivePolicy',
] as const;

const asText = (value: JsonValue): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** `maxReceiveCount` may be a string in a template; SQS compares it as a number. */
const redrivePolicy = (policy: JsonObject): JsonObject => ({
  ...policy,
  maxReceiveCount: Number(policy.maxReceiveCount),
});

const attributesOf = (properties: JsonObject): Record<string, string> =>
  Object.fromEntries(
    attributeNames.flatMap((name) => {
      const value = properties[name];
      if (value === undefined) return [];
      return [[name, asText(name === 'RedrivePolicy' ? redrivePolicy(value as JsonObject) : value)]];
    }),
  );

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
export const queue: Kind = {
  type: 'AWS::SQS::Queue',
  phase: 'storage',
  identity: (naming) => {
    const name = physicalName(naming, 'QueueName');
    const url = `${naming.sqsUrl}/${naming.place.account}/${name}`;
    return { ref: url, attributes: { Arn: arn(naming.place, 'sqs', name), QueueName: name, QueueUrl: url } };
  },
  create: async ({ identity, properties }, parts) => {
    const { Arn = '', QueueName } = identity.attributes;
    const { QueueUrl } = await parts.sqs.send(
      new CreateQueueCommand({ QueueName, Attributes: attributesOf(properties) }),
    );
    if (QueueUrl !== identity.ref) throw new Error(`SQS calls the queue ${QueueUrl}, not ${identity.ref}`);
    parts.queues.set(Arn, QueueUrl);
  },
};
