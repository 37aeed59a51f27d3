import { type Found, field, list, literal, object, parsed, put, take, textOf } from '../found.ts';
import { gather, unwrap } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';

/** The policy every topic has until another is set. */
const isDefaultPolicy = (policy: Found) =>
  textOf(field(policy.kind === 'leaf' ? parsed(policy) : policy, 'Id')) === '__default_policy_ID' &&
  JSON.stringify(policy).split('Sid').length === 2;

const protocols = ['HTTP', 'Lambda', 'SQS', 'Firehose', 'Application'];

/** https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html */
const shapeDeliveryLogging = ({ found }: Shaping): void => {
  const loggings = protocols.flatMap((protocol) => {
    const names = ['SuccessFeedbackRoleArn', 'SuccessFeedbackSampleRate', 'FailureFeedbackRoleArn'];
    const logging = gather(found, Object.fromEntries(names.map((name) => [`${protocol}${name}`, name])));
    if (logging.fields.size === 0) return [];
    put(logging, 'Protocol', literal(protocol === 'HTTP' ? 'http/s' : protocol.toLowerCase()));
    return [logging];
  });
  if (loggings.length > 0) put(found, 'DeliveryStatusLogging', list(loggings));
};

const shapePolicy = (shaping: Shaping, arn: string | undefined): void => {
  const policy = take(shaping.found, 'Policy');
  if (!policy) return;
  if (isDefaultPolicy(policy)) {
    shaping.dropNode(policy, 'service-default', 'the policy that every topic has');
    return;
  }
  const topics = list([literal(arn ?? shaping.identity)]);
  const fields = [
    ['Topics', topics],
    ['PolicyDocument', policy],
  ] as const;
  shaping.spawn('AWS::SNS::TopicPolicy', arn ?? shaping.identity, object(fields));
};

export const topic: Exception = {
  type: 'AWS::SNS::Topic',
  page: 'https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html',
  shape: (shaping) => {
    const { found } = shaping;
    unwrap(found, 'Attributes');
    const arn = textOf(field(found, 'TopicArn')) ?? shaping.resource.identifiers.find((id) => id.startsWith('arn:'));
    if (arn) {
      shaping.ref = arn;
      put(found, 'TopicName', literal(arn.split(':').at(-1) ?? arn));
    }
    const counts = ['SubscriptionsPending', 'SubscriptionsConfirmed', 'SubscriptionsDeleted', 'BeginningArchiveTime'];
    shaping.drop(counts, 'read-only', 'what AWS counts or decides');
    shaping.drop(['EffectiveDeliveryPolicy'], 'service-default', 'DeliveryPolicy and what the service adds to it');
    shapeDeliveryLogging(shaping);
    shapePolicy(shaping, arn);
  },
};

export const subscription: Exception = {
  type: 'AWS::SNS::Subscription',
  page: 'https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html',
  shape: (shaping) => {
    const { found } = shaping;
    unwrap(found, 'Attributes');
    const arn = textOf(field(found, 'SubscriptionArn'));
    if (arn?.startsWith('arn:')) shaping.ref = arn;
    const topicName = textOf(field(found, 'TopicArn'))?.split(':').at(-1);
    const endpoint = textOf(field(found, 'Endpoint'))?.split(':').at(-1);
    if (topicName) shaping.name = [topicName, 'to', endpoint ?? textOf(field(found, 'Protocol'))].join('-');
    const states = ['SubscriptionArn', 'PendingConfirmation', 'ConfirmationWasAuthenticated', 'SubscriptionPrincipal'];
    shaping.drop(states, 'read-only', 'the state it is in');
    shaping.drop(['EffectiveDeliveryPolicy'], 'service-default', 'DeliveryPolicy and what the service adds to it');
  },
};
