import { SubscribeCommand } from '@aws-sdk/client-sns';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Parts } from '../../parts.ts';
import type { Kind } from '../kind.ts';

const policyOf = (value: JsonValue | undefined): JsonObject | undefined => {
  const policy: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return isObject(policy) ? policy : undefined;
};

const subscribeQueue = async (endpoint: string, properties: JsonObject, parts: Parts): Promise<void> => {
  const policy = policyOf(properties.FilterPolicy);
  const Attributes = {
    ...(properties.RawMessageDelivery === undefined
      ? {}
      : { RawMessageDelivery: String(properties.RawMessageDelivery) }),
    ...(policy === undefined ? {} : { FilterPolicy: JSON.stringify(policy) }),
    ...(properties.FilterPolicyScope === undefined ? {} : { FilterPolicyScope: String(properties.FilterPolicyScope) }),
  };
  const TopicArn = String(properties.TopicArn);
  await parts.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: endpoint, Attributes }));
};

const subscribeEmail =
  (protocol: 'email' | 'email-json') => (endpoint: string, properties: JsonObject, parts: Parts) => {
    const filterPolicy = policyOf(properties.FilterPolicy);
    parts.mailbox.subscribe({
      topicArn: String(properties.TopicArn),
      protocol,
      endpoint,
      ...(filterPolicy === undefined ? {} : { filterPolicy }),
      filterPolicyScope: properties.FilterPolicyScope === 'MessageBody' ? 'MessageBody' : 'MessageAttributes',
    });
  };

const protocols: Readonly<
  Record<string, (endpoint: string, properties: JsonObject, parts: Parts) => Promise<void> | void>
> = {
  sqs: subscribeQueue,
  email: subscribeEmail('email'),
  'email-json': subscribeEmail('email-json'),
};

/** Makes a subscription of a queue, or remembers an email address. Throws for a protocol that is not emulated. */
export const subscribe = async (properties: JsonObject, parts: Parts): Promise<void> => {
  const protocol = String(properties.Protocol);
  const make = Object.hasOwn(protocols, protocol) ? protocols[protocol] : undefined;
  if (make === undefined) throw new Error(`SNS subscriptions by ${protocol} are not emulated`);
  await make(String(properties.Endpoint), properties, parts);
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
export const subscription: Kind = {
  type: 'AWS::SNS::Subscription',
  phase: 'subscriptions',
  identity: (naming) => {
    const ref = `${String(naming.property('TopicArn'))}:${naming.logicalId}`;
    return { ref, attributes: { Arn: ref } };
  },
  create: ({ properties }, parts) => subscribe(properties, parts),
};
