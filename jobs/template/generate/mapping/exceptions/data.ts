import { field, itemsOf, literal, object, put, take, textOf } from '../found.ts';
import { gather, rename, told } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';
import { leaveOutDefault } from './rds.ts';

const kinesisStream: Exception = {
  type: 'AWS::Kinesis::Stream',
  page: 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StreamDescriptionSummary.html',
  drops: { 'read-only': ['Shards', 'HasMoreShards', 'EnhancedMonitoring', 'StreamId', 'ConsumerCount'] },
  renames: { OpenShardCount: 'ShardCount' },
  shape: (shaping) => {
    const { found } = shaping;
    const shards = itemsOf(field(shaping.asFound, 'Shards')).length;
    const isOnDemand = textOf(field(found, 'StreamModeDetails.StreamMode')) === 'ON_DEMAND';
    if (isOnDemand) shaping.drop(['ShardCount'], 'read-only', 'the stream scales by itself');
    else if (shards > 0) put(found, 'ShardCount', literal(shards));
    const isNone = textOf(field(found, 'EncryptionType')) === 'NONE';
    if (isNone) shaping.drop(['EncryptionType'], 'service-default');
    const encryption = gather(found, { EncryptionType: 'EncryptionType', KeyId: 'KeyId' });
    if (encryption.fields.size > 0) put(found, 'StreamEncryption', encryption);
  },
};

/** The API says enabled or disabled where CloudFormation says true or false. */
const asSwitch = ({ found }: Shaping, from: string, to: string): void => {
  const state = take(found, from);
  if (textOf(state) !== undefined) put(found, to, told(state, /^enabl/.test(textOf(state) ?? '')));
};

const replicationGroup: Exception = {
  type: 'AWS::ElastiCache::ReplicationGroup',
  page: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html',
  renames: { Description: 'ReplicationGroupDescription' },
  drops: {
    'read-only': [
      'MemberClusters',
      'NodeGroups',
      'ClusterEnabled',
      'SnapshottingClusterId',
      'MemberClustersOutpostArns',
      'ConfigurationEndpoint',
      'AuthTokenEnabled',
      'AuthTokenLastModifiedDate',
    ],
  },
  shape: (shaping) => {
    asSwitch(shaping, 'AutomaticFailover', 'AutomaticFailoverEnabled');
    asSwitch(shaping, 'MultiAZ', 'MultiAZEnabled');
    const groups = itemsOf(field(shaping.asFound, 'NodeGroups'));
    const members = itemsOf(field(groups[0], 'NodeGroupMembers')).length;
    if (groups.length === 0) return;
    put(shaping.found, 'NumNodeGroups', literal(groups.length));
    put(shaping.found, 'ReplicasPerNodeGroup', literal(Math.max(0, members - 1)));
  },
};

const cacheCluster: Exception = {
  type: 'AWS::ElastiCache::CacheCluster',
  page: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CacheCluster.html',
  renames: {
    SecurityGroups: 'VpcSecurityGroupIds',
    'NotificationConfiguration.TopicArn': 'NotificationTopicArn',
    CacheClusterId: 'ClusterName',
  },
  drops: {
    'read-only': [
      'ClientDownloadLandingPage',
      'CacheNodes',
      'ReplicationGroupId',
      'AuthTokenEnabled',
      'AtRestEncryptionEnabled',
      'ReplicationGroupLogDeliveryEnabled',
      'ConfigurationEndpoint',
      'CacheParameterGroup.CacheNodeIdsToReboot',
    ],
  },
};

const cacheSubnetGroup: Exception = {
  type: 'AWS::ElastiCache::SubnetGroup',
  page: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CacheSubnetGroup.html',
  renames: { CacheSubnetGroupDescription: 'Description' },
  drops: { 'read-only': ['VpcId', 'SupportedNetworkTypes', 'ARN'] },
};

const fileSystem: Exception = {
  type: 'AWS::EFS::FileSystem',
  page: 'https://docs.aws.amazon.com/efs/latest/ug/API_FileSystemDescription.html',
  drops: { 'read-only': ['CreationToken', 'Name', 'NumberOfMountTargets', 'SizeInBytes'] },
};

const mountTarget: Exception = {
  type: 'AWS::EFS::MountTarget',
  page: 'https://docs.aws.amazon.com/efs/latest/ug/API_MountTargetDescription.html',
  drops: { 'read-only': ['NetworkInterfaceId', 'AvailabilityZoneId', 'AvailabilityZoneName', 'VpcId'] },
};

const ofRds = (type: string, renames: Readonly<Record<string, string>>, drops: readonly string[] = []): Exception => ({
  type,
  page: 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Types.html',
  renames,
  drops: { 'read-only': drops },
  shape: (shaping) => leaveOutDefault(shaping, `${type.split('::').at(-1)}Name`),
});

const userPool: Exception = {
  type: 'AWS::Cognito::UserPool',
  page: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html',
  renames: { SchemaAttributes: 'Schema', Name: 'UserPoolName' },
  drops: { 'read-only': ['EstimatedNumberOfUsers', 'CustomDomain'] },
  shape: (shaping) => {
    const domain = take(shaping.found, 'Domain');
    const id = textOf(field(shaping.found, 'Id')) ?? shaping.identity;
    if (!domain) return;
    const fields = [
      ['Domain', domain],
      ['UserPoolId', literal(id)],
    ] as const;
    shaping.spawn('AWS::Cognito::UserPoolDomain', `${id}|${textOf(domain)}`, object(fields));
  },
};

const certificate: Exception = {
  type: 'AWS::CertificateManager::Certificate',
  page: 'https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html',
  renames: {
    'Options.CertificateTransparencyLoggingPreference': 'CertificateTransparencyLoggingPreference',
    Options: 'CertificateOptions',
  },
  drops: {
    'read-only': [
      'Issuer',
      'NotAfter',
      'NotBefore',
      'Serial',
      'SignatureAlgorithm',
      'Subject',
      'InUseBy',
      'Type',
      'KeyUsages',
      'ExtendedKeyUsages',
      'RenewalEligibility',
      'RenewalSummary',
      'DomainValidationOptions',
      'IssuedAt',
      'ImportedAt',
      'RevokedAt',
      'ManagedBy',
    ],
  },
  shape: (shaping) => {
    const [option] = itemsOf(field(shaping.asFound, 'DomainValidationOptions'));
    put(shaping.found, 'ValidationMethod', literal(textOf(field(option, 'ValidationMethod')) ?? null));
    rename(shaping.found, { CertificateOptions: 'Options' });
  },
};

const scalingPolicy: Exception = {
  type: 'AWS::AutoScaling::ScalingPolicy',
  page: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ScalingPolicy.html',
  drops: { 'read-only': ['Alarms'] },
  shape: (shaping) => {
    if (textOf(field(shaping.found, 'Enabled')) === 'true') shaping.drop(['Enabled'], 'service-default');
  },
};

const lifecycleHook: Exception = {
  type: 'AWS::AutoScaling::LifecycleHook',
  page: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LifecycleHook.html',
  drops: { 'read-only': ['GlobalTimeout'] },
};

export const data: readonly Exception[] = [
  kinesisStream,
  replicationGroup,
  cacheCluster,
  cacheSubnetGroup,
  fileSystem,
  mountTarget,
  ofRds('AWS::RDS::DBParameterGroup', { DBParameterGroupFamily: 'Family' }),
  ofRds('AWS::RDS::DBClusterParameterGroup', { DBParameterGroupFamily: 'Family' }),
  ofRds('AWS::RDS::OptionGroup', {}, ['AllowsVpcAndNonVpcInstanceMemberships', 'VpcId']),
  userPool,
  certificate,
  scalingPolicy,
  lifecycleHook,
];
