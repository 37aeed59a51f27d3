import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { parseArn } from '../../../cloudformation/arn.ts';
import type { Row } from './row.ts';

const table = 'AWS::DynamoDB::Table';

/** RDS lists the databases of two other services among its own. */
const ofEngine = (kind: string) => (item: JsonObject) => {
  if (item.Engine === 'docdb') return `AWS::DocDB::${kind}`;
  return item.Engine === 'neptune' ? `AWS::Neptune::${kind}` : `AWS::RDS::${kind}`;
};

/** Where no engine is said, the family of parameters names it: docdb5.0, neptune1.3, aurora-mysql8.0. */
const ofFamily = (kind: string) => (item: JsonObject) => {
  const family = String(item.DBParameterGroupFamily ?? '');
  return ofEngine(kind)({ Engine: /^(docdb|neptune)/.exec(family)?.[0] ?? 'rds' });
};

/** Of the parameters of a group, those that someone has set: all others come with the family. */
const setByUser = ({ Parameters }: JsonObject): JsonObject => {
  const all: readonly JsonValue[] = Array.isArray(Parameters) ? Parameters : [];
  const set = all.filter(isObject).filter(({ Source }) => Source === 'user');
  return Object.fromEntries(
    set.map(({ ParameterName, ParameterValue }) => [String(ParameterName), ParameterValue ?? '']),
  );
};

const isParameters = ({ Parameters }: JsonObject) =>
  Array.isArray(Parameters) &&
  Parameters.some((each: JsonValue) => isObject(each) && 'ParameterName' in each && 'Source' in each);

/** What a parameter group holds, which its own description does not show. */
const parametersOf = (command: string, type: string): Row => ({
  command,
  at: '',
  type,
  only: ['Parameters', 'Marker', 'CacheNodeTypeSpecificParameters'],
  when: isParameters,
  value: setByUser,
  under: '/Parameters',
});

export const data: readonly Row[] = [
  {
    command: 'dynamodb describe-table',
    at: 'Table',
    type: table,
    ids: ['TableName', 'TableArn', 'LatestStreamArn'],
    has: ['TableName', 'KeySchema'],
  },
  {
    command: 'dynamodb describe-time-to-live',
    at: 'TimeToLiveDescription',
    type: table,
    under: '/TimeToLiveDescription',
  },
  {
    command: 'dynamodb describe-continuous-backups',
    at: 'ContinuousBackupsDescription',
    type: table,
    under: '/ContinuousBackupsDescription',
  },
  {
    command: 'dynamodb describe-contributor-insights',
    at: '',
    type: table,
    ids: ['TableName'],
    has: ['TableName', 'ContributorInsightsStatus'],
    under: '/ContributorInsights',
  },
  {
    command: 'dynamodb describe-kinesis-streaming-destination',
    at: 'KinesisDataStreamDestinations',
    type: table,
    ids: ['/TableName'],
    under: '/KinesisDataStreamDestinations',
  },
  {
    command: 'rds describe-db-instances',
    at: 'DBInstances[]',
    type: ofEngine('DBInstance'),
    ids: ['DBInstanceIdentifier', 'DBInstanceArn', 'DbiResourceId'],
    has: ['DBInstanceIdentifier', 'DBInstanceClass'],
  },
  {
    command: 'rds describe-db-clusters',
    at: 'DBClusters[]',
    type: ofEngine('DBCluster'),
    ids: ['DBClusterIdentifier', 'DBClusterArn', 'DbClusterResourceId'],
    has: ['DBClusterIdentifier', 'Engine', 'DBClusterArn'],
  },
  {
    command: 'rds describe-db-subnet-groups',
    at: 'DBSubnetGroups[]',
    type: 'AWS::RDS::DBSubnetGroup',
    ids: ['DBSubnetGroupName', 'DBSubnetGroupArn'],
    has: ['DBSubnetGroupName', 'DBSubnetGroupDescription'],
  },
  {
    command: 'rds describe-db-parameter-groups',
    at: 'DBParameterGroups[]',
    type: ofFamily('DBParameterGroup'),
    ids: ['DBParameterGroupName', 'DBParameterGroupArn'],
    has: ['DBParameterGroupName', 'DBParameterGroupFamily'],
  },
  {
    command: 'rds describe-db-cluster-parameter-groups',
    at: 'DBClusterParameterGroups[]',
    type: ofFamily('DBClusterParameterGroup'),
    ids: ['DBClusterParameterGroupName', 'DBClusterParameterGroupArn'],
    has: ['DBClusterParameterGroupName', 'DBParameterGroupFamily'],
  },
  parametersOf('rds describe-db-cluster-parameters', 'AWS::RDS::DBClusterParameterGroup'),
  parametersOf('rds describe-db-parameters', 'AWS::RDS::DBParameterGroup'),
  parametersOf('elasticache describe-cache-parameters', 'AWS::ElastiCache::ParameterGroup'),
  parametersOf('redshift describe-cluster-parameters', 'AWS::Redshift::ClusterParameterGroup'),
  {
    command: 'rds describe-option-groups',
    at: 'OptionGroupsList[]',
    type: 'AWS::RDS::OptionGroup',
    ids: ['OptionGroupName', 'OptionGroupArn'],
    has: ['OptionGroupName', 'EngineName'],
  },
  {
    command: 'rds describe-event-subscriptions',
    at: 'EventSubscriptionsList[]',
    type: 'AWS::RDS::EventSubscription',
    ids: ['CustSubscriptionId', 'EventSubscriptionArn'],
    has: ['CustSubscriptionId', 'SnsTopicArn'],
    when: ({ EventSubscriptionArn }) => parseArn(EventSubscriptionArn)?.service === 'rds',
  },
  {
    command: 'elasticache describe-cache-clusters',
    at: 'CacheClusters[]',
    type: 'AWS::ElastiCache::CacheCluster',
    ids: ['CacheClusterId', 'ARN'],
    has: ['CacheClusterId', 'CacheNodeType'],
  },
  {
    command: 'elasticache describe-replication-groups',
    at: 'ReplicationGroups[]',
    type: 'AWS::ElastiCache::ReplicationGroup',
    ids: ['ReplicationGroupId', 'ARN'],
    has: ['ReplicationGroupId', 'NodeGroups'],
  },
  {
    command: 'elasticache describe-cache-subnet-groups',
    at: 'CacheSubnetGroups[]',
    type: 'AWS::ElastiCache::SubnetGroup',
    ids: ['CacheSubnetGroupName', 'ARN'],
    has: ['CacheSubnetGroupName', 'Subnets'],
  },
  {
    command: 'efs describe-file-systems',
    at: 'FileSystems[]',
    type: 'AWS::EFS::FileSystem',
    ids: ['FileSystemId', 'FileSystemArn'],
    has: ['FileSystemId', 'PerformanceMode'],
  },
  {
    command: 'efs describe-mount-targets',
    at: 'MountTargets[]',
    type: 'AWS::EFS::MountTarget',
    ids: ['MountTargetId'],
    has: ['MountTargetId', 'FileSystemId'],
  },
  {
    command: 'redshift describe-clusters',
    at: 'Clusters[]',
    type: 'AWS::Redshift::Cluster',
    ids: ['ClusterIdentifier', 'ClusterNamespaceArn'],
    has: ['ClusterIdentifier', 'NodeType'],
  },
  {
    command: 'kinesis describe-stream',
    at: 'StreamDescription',
    type: 'AWS::Kinesis::Stream',
    ids: ['StreamName', 'StreamARN'],
    has: ['StreamName', 'StreamARN', 'Shards'],
  },
  {
    command: 'kinesis describe-stream-summary',
    at: 'StreamDescriptionSummary',
    type: 'AWS::Kinesis::Stream',
    ids: ['StreamName', 'StreamARN'],
    has: ['StreamName', 'StreamARN', 'OpenShardCount'],
  },
  {
    command: 'firehose describe-delivery-stream',
    at: 'DeliveryStreamDescription',
    type: 'AWS::KinesisFirehose::DeliveryStream',
    ids: ['DeliveryStreamName', 'DeliveryStreamARN'],
    has: ['DeliveryStreamName', 'DeliveryStreamARN'],
  },
];
