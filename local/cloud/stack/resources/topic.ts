import { CreateTopicCommand } from '@aws-sdk/client-sns';
import { isObject, type JsonObject } from '#schemas/json.ts';
import { arn } from '../../place.ts';
import { physicalName } from '../identity.ts';
import type { Kind } from '../kind.ts';
import { subscribe } from './subscription.ts';

const fifo = (properties: JsonObject): Record<string, string> =>
  Object.fromEntries(
    ['FifoTopic', 'ContentBasedDeduplication'].flatMap((name) =>
      properties[name] === undefined ? [] : [[name, String(properties[name])]],
    ),
  );

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export const topic: Kind = {
  type: 'AWS::SNS::Topic',
  phase: 'storage',
  identity: (naming) => {
    const name = physicalName(naming, 'TopicName');
    const TopicArn = arn(naming.place, 'sns', name);
    return { ref: TopicArn, attributes: { TopicArn, TopicName: name } };
  },
  create: async ({ identity, properties }, parts) => {
    const Name = identity.attributes.TopicName;
    await parts.sns.send(new CreateTopicCommand({ Name, Attributes: fifo(properties) }));
    const inline = Array.isArray(properties.Subscription) ? properties.Subscription : [];
    for (const subscription of inline)
      if (isObject(subscription)) await subscribe({ ...subscription, TopicArn: identity.ref }, parts);
  },
};
