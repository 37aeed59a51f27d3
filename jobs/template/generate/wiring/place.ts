import { identifierWords } from '#shared/identifier-words.ts';
import type { Path } from './expected-types.ts';

/** Where a string stands: what it may mean depends on it. */
export type Place = {
  readonly owner: string;
  /** Its type. */
  readonly ownerType?: string;
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

/** Kinds of resource that settings are commonly called after, by the word used. A service's or a group's name means too many things. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  bucket: ['AWS::S3::Bucket'],
  table: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  queue: ['AWS::SQS::Queue'],
  topic: ['AWS::SNS::Topic'],
  function: ['AWS::Lambda::Function'],
  stream: ['AWS::Kinesis::Stream', 'AWS::KinesisFirehose::DeliveryStream'],
  bus: ['AWS::Events::EventBus'],
  cluster: ['AWS::ECS::Cluster', 'AWS::EKS::Cluster'],
  secret: ['AWS::SecretsManager::Secret'],
};

/** What a CloudWatch dimension names. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html */
const dimensions: Readonly<Record<string, readonly string[]>> = {
  AutoScalingGroupName: ['AWS::AutoScaling::AutoScalingGroup'],
  BucketName: ['AWS::S3::Bucket'],
  CacheClusterId: ['AWS::ElastiCache::CacheCluster'],
  ClusterName: ['AWS::ECS::Cluster', 'AWS::EKS::Cluster'],
  DBClusterIdentifier: ['AWS::RDS::DBCluster', 'AWS::Neptune::DBCluster', 'AWS::DocDB::DBCluster'],
  DBInstanceIdentifier: ['AWS::RDS::DBInstance', 'AWS::Neptune::DBInstance', 'AWS::DocDB::DBInstance'],
  FunctionName: ['AWS::Lambda::Function'],
  LogGroupName: ['AWS::Logs::LogGroup'],
  QueueName: ['AWS::SQS::Queue'],
  RepositoryName: ['AWS::ECR::Repository'],
  RuleName: ['AWS::Events::Rule'],
  ServiceName: ['AWS::ECS::Service'],
  StreamName: ['AWS::Kinesis::Stream'],
  TableName: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  TopicName: ['AWS::SNS::Topic'],
};

/** Settings that name one thing by agreement. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html */
const settings: Readonly<Record<string, readonly string[]>> = {
  'awslogs-group': ['AWS::Logs::LogGroup'],
  'awslogs-group-name': ['AWS::Logs::LogGroup'],
};

const listed = (table: Readonly<Record<string, readonly string[]>>, name: string, type: string): boolean =>
  Object.hasOwn(table, name) && (table[name] ?? []).includes(type);

const nameOfType = (type: string): string => type.split('::').at(-1) ?? '';

/** A required RoleName can be nothing but the name of a role. */
const isNamedAfter = (property: string, type: string): boolean =>
  ['Name', 'Identifier'].some((handle) => property === nameOfType(type) + handle);

const serviceOf = (type: string): string => {
  const service = type.split('::')[1] ?? '';
  return ofRds.has(service) ? 'RDS' : service;
};

/** Engines that use RDS's subnet and parameter groups, and clusters. */
const ofRds: ReadonlySet<string> = new Set(['Neptune', 'DocDB']);

/** Parts of a service that others of its kind say by their names alone: CacheSubnetGroupName, DBParameterGroupName, ServiceRole, JobFlowRole. */
const groups =
  /^(?:\w*)(SubnetGroup|ParameterGroup|OptionGroup|SecurityGroup|Role|InstanceProfile)(?:Name|Identifier)?$/;

/**
 * Whether a property at the top of a resource is called after a type of the same service, or after a role: `CacheSubnetGroupName` of a cluster names
 * ElastiCache's subnet group, `DBClusterIdentifier` of Neptune's instance Neptune's cluster.
 */
const isNamedAfterKin = (property: string, owner: string, type: string): boolean => {
  if (owner === type) return false;
  const name = nameOfType(type);
  const group = groups.exec(property)?.[1];
  if (serviceOf(type) === 'IAM')
    return group !== undefined && (group === name || (group === 'Role' && name === 'InstanceProfile'));
  if (serviceOf(type) !== serviceOf(owner)) return false;
  return (
    isNamedAfter(property, type) ||
    (group !== undefined && property.replace(/(?:Name|Identifier)$/, '').endsWith(name) && name.endsWith(group))
  );
};

/** True if what a value is called says that it names a resource of that type: ORDERS_TABLE, TableName, dlqQueueUrl. */
export const speaksOfType = (
  { called, path, required, ownerType }: Pick<Place, 'called' | 'path' | 'ownerType'> & { readonly required?: boolean },
  type: string,
): boolean => {
  if (required && path.length === 1 && isNamedAfter(called, type)) return true;
  if (ownerType !== undefined && path.length === 1 && isNamedAfterKin(called, ownerType, type)) return true;
  if (path.includes('Dimensions')) return listed(dimensions, called, type);
  if (listed(settings, called, type)) return true;
  const words = identifierWords(called).filter((word) => !handles.has(word));
  return listed(kinds, words.at(-1) ?? '', type);
};
