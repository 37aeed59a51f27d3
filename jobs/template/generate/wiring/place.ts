import { identifierWords } from '../assembly/words.ts';
import type { Path } from './expected-types.ts';

/** Where a string stands: what it may mean depends on it. */
export type Place = {
  readonly owner: string;
  readonly path: Path;
  /** What the string is called there: the property's name, or the `Name`/`Key` beside a `Value`. */
  readonly called: string;
  /** Types whose id, name or ARN the registry expects here. */
  readonly expected: ReadonlySet<string>;
  /** The property is required, at the top of the resource: without the reference the two would not be created in order. */
  readonly required: boolean;
};

/** Words for people: what stands here is read, not resolved. */
const prose =
  /^(?:\w*Description|\w*Comment|Comments|Sid|Tags|\w*Tags|TagSpecifications|DisplayName|Labels|dockerLabels|DockerLabels)$/;

/** True of tags and prose, where a literal is to stay as it is. */
export const isProse = (path: Path): boolean => path.some((key) => typeof key === 'string' && prose.test(key));

/** Words of an identifier that say "the name of one": TABLE_NAME, queueUrl, TopicArn. */
const handles: ReadonlySet<string> = new Set([
  'name',
  'id',
  'arn',
  'url',
  'identifier',
  'uri',
  'ref',
  'endpoint',
  'host',
]);

/** Kinds of resource that settings are commonly called after, by the word used. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  bucket: ['AWS::S3::Bucket'],
  table: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  queue: ['AWS::SQS::Queue'],
  topic: ['AWS::SNS::Topic'],
  function: ['AWS::Lambda::Function'],
  stream: ['AWS::Kinesis::Stream', 'AWS::KinesisFirehose::DeliveryStream'],
  bus: ['AWS::Events::EventBus'],
  cluster: ['AWS::ECS::Cluster', 'AWS::EKS::Cluster'],
  service: ['AWS::ECS::Service'],
  group: ['AWS::Logs::LogGroup', 'AWS::AutoScaling::AutoScalingGroup'],
  instance: ['AWS::RDS::DBInstance', 'AWS::EC2::Instance'],
  secret: ['AWS::SecretsManager::Secret'],
};

/** True if a setting's name says that its value names a resource of that type: ORDERS_TABLE, TableName, dlqQueueUrl. */
export const speaksOfType = (called: string, type: string): boolean => {
  const words = identifierWords(called).filter((word) => !handles.has(word));
  const last = words.at(-1);
  return last !== undefined && Object.hasOwn(kinds, last) && (kinds[last] ?? []).includes(type);
};
