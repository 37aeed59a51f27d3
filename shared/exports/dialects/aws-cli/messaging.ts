import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { parseArn } from '../../../cloudformation/arn.ts';
import { type Row, valuesOf } from './row.ts';

const queue = 'AWS::SQS::Queue';
const topic = 'AWS::SNS::Topic';
const rule = 'AWS::Events::Rule';
const attributes = { at: '', only: ['Attributes'], value: 'Attributes' } as const;

const attributesOf = (root: JsonObject): JsonObject => (isObject(root.Attributes) ? root.Attributes : {});

/** A queue's ARN says its URL and name too, and those are what other resources call it by. */
const queueNames = (arn: string): readonly string[] => {
  const parts = parseArn(arn);
  if (!parts) return [arn];
  const domain = parts.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return [arn, `https://sqs.${parts.region}.${domain}/${parts.account}/${parts.resource}`, parts.resource];
};

const topicNames = (arn: string): readonly string[] => [arn, ...(parseArn(arn)?.resource.split(':') ?? [])].slice(0, 2);

const fromArn =
  (key: string, names: (arn: string) => readonly string[]) =>
  (item: JsonValue): readonly string[] => {
    const holder = isObject(item) && isObject(item.Attributes) ? item.Attributes : item;
    return isObject(holder) ? valuesOf(holder, key).flatMap(names) : [];
  };

const isOfEvents = ({ Arn }: JsonObject) => parseArn(Arn)?.service === 'events';

const isQueue = (root: JsonObject) => {
  const found = attributesOf(root);
  return 'QueueArn' in found || 'VisibilityTimeout' in found || 'MessageRetentionPeriod' in found;
};

/** Until it is confirmed, a subscription has no ARN of its own. */
const subscriptionNames = (item: JsonValue): readonly string[] => {
  if (!isObject(item)) return [];
  if (parseArn(item.SubscriptionArn)) return valuesOf(item, 'SubscriptionArn');
  return [valuesOf(item, 'TopicArn', 'Protocol', 'Endpoint').join(' ')];
};

export const messaging: readonly Row[] = [
  {
    ...attributes,
    command: 'sqs get-queue-attributes',
    type: queue,
    ids: fromArn('QueueArn', queueNames),
    when: isQueue,
  },
  {
    ...attributes,
    command: 'sns get-topic-attributes',
    type: topic,
    ids: fromArn('TopicArn', topicNames),
    when: (root) => 'TopicArn' in attributesOf(root) && !('SubscriptionArn' in attributesOf(root)),
  },
  {
    ...attributes,
    command: 'sns get-subscription-attributes',
    type: 'AWS::SNS::Subscription',
    ids: fromArn('SubscriptionArn', (arn) => [arn]),
    when: (root) => 'SubscriptionArn' in attributesOf(root),
  },
  { command: 'sns list-topics', at: 'Topics[]', type: topic, ids: fromArn('TopicArn', topicNames), has: ['TopicArn'] },
  {
    command: 'sns list-subscriptions',
    at: 'Subscriptions[]',
    type: 'AWS::SNS::Subscription',
    ids: subscriptionNames,
    has: ['SubscriptionArn', 'TopicArn', 'Endpoint'],
  },
  {
    command: 'events list-event-buses',
    at: 'EventBuses[]',
    type: 'AWS::Events::EventBus',
    ids: ['Name', 'Arn'],
    has: ['Name', 'Arn'],
    when: isOfEvents,
  },
  {
    command: 'events list-rules',
    at: 'Rules[]',
    type: rule,
    ids: ['Name', 'Arn'],
    has: ['Name', 'Arn', 'State'],
    when: isOfEvents,
  },
  {
    command: 'events describe-rule',
    at: '',
    type: rule,
    ids: ['Name', 'Arn'],
    has: ['Name', 'Arn', 'State'],
    when: isOfEvents,
  },
  {
    command: 'events list-targets-by-rule',
    at: '',
    type: rule,
    only: ['Targets'],
    when: ({ Targets }) =>
      Array.isArray(Targets) && Targets.every((each: JsonValue) => isObject(each) && 'Id' in each && 'Arn' in each),
    value: 'Targets',
    under: '/Targets',
  },
  {
    command: 'scheduler get-schedule',
    at: '',
    type: 'AWS::Scheduler::Schedule',
    ids: ['Name', 'Arn'],
    has: ['ScheduleExpression', 'FlexibleTimeWindow', 'Target'],
  },
  {
    command: 'stepfunctions describe-state-machine',
    at: '',
    type: 'AWS::StepFunctions::StateMachine',
    ids: ['stateMachineArn', 'name'],
    has: ['stateMachineArn', 'definition'],
  },
  {
    command: 'stepfunctions list-state-machines',
    at: 'stateMachines[]',
    type: 'AWS::StepFunctions::StateMachine',
    ids: ['stateMachineArn', 'name'],
    has: ['stateMachineArn', 'name'],
  },
];
