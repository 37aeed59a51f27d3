import { field, itemsOf, list, object, put, take, textOf } from '../found.ts';
import { each, gather, rename } from '../reshape.ts';
import type { TerraformException } from './exception.ts';

const named = (
  from: string,
  name: string,
  more: Readonly<Record<string, string>> = {},
  drops: readonly string[] = [],
): TerraformException => ({
  from: [from],
  renames: { name, ...more },
  drops: { 'read-only': drops },
});

const parameterGroup = (from: string, name: string): TerraformException => ({
  from: [from],
  renames: { name },
  shape: (shaping) => {
    const parameters = take(shaping.found, 'parameter');
    const values = object();
    each(parameters, '', (parameter) => {
      const key = textOf(field(parameter, 'name'));
      const value = take(parameter, 'value');
      if (key && value) values.fields.set(key, value);
      shaping.dropNode(parameter, 'read-only', 'when and by what name it applies');
    });
    if (values.fields.size > 0) put(shaping.found, 'Parameters', values);
  },
});

const replicationGroup: TerraformException = {
  from: ['aws_elasticache_replication_group'],
  blocks: ['cluster_mode'],
  renames: {
    description: 'ReplicationGroupDescription',
    replication_group_description: 'ReplicationGroupDescription',
    node_type: 'CacheNodeType',
    number_cache_clusters: 'NumCacheClusters',
    subnet_group_name: 'CacheSubnetGroupName',
    parameter_group_name: 'CacheParameterGroupName',
    maintenance_window: 'PreferredMaintenanceWindow',
    log_delivery_configuration: 'LogDeliveryConfigurations',
    security_group_names: 'CacheSecurityGroupNames',
  },
  unset: ['snapshot_retention_limit', 'data_tiering_enabled', 'auth_token_update_strategy'],
  drops: {
    'read-only': [
      'engine_version_actual',
      'cluster_enabled',
      'configuration_endpoint_address',
      'primary_endpoint_address',
      'reader_endpoint_address',
      'member_clusters',
      'cluster_mode',
      'node_group_configuration',
    ],
    'not-deployable': ['auth_token_update_strategy'],
  },
  shape: (shaping) => {
    const { found } = shaping;
    const primary = textOf(field(shaping.asFound, 'primary_endpoint_address'));
    if (primary) shaping.returns['PrimaryEndPoint.Address'] = primary;
    if (field(found, 'num_node_groups'))
      shaping.drop(['NumCacheClusters', 'num_cache_clusters'], 'superseded', 'told by the node groups');
    shaping.drop(['num_cache_clusters'], 'superseded');
  },
};

const cacheCluster: TerraformException = {
  from: ['aws_elasticache_cluster'],
  renames: {
    cluster_id: 'ClusterName',
    node_type: 'CacheNodeType',
    subnet_group_name: 'CacheSubnetGroupName',
    parameter_group_name: 'CacheParameterGroupName',
    maintenance_window: 'PreferredMaintenanceWindow',
    security_group_ids: 'VpcSecurityGroupIds',
    availability_zone: 'PreferredAvailabilityZone',
    log_delivery_configuration: 'LogDeliveryConfigurations',
  },
  unset: ['snapshot_retention_limit'],
  drops: {
    'read-only': [
      'engine_version_actual',
      'cluster_address',
      'configuration_endpoint',
      'cache_nodes',
      'replication_group_id',
    ],
  },
  shape: (shaping) => {
    if (textOf(field(shaping.found, 'engine')) === 'memcached') shaping.drop(['snapshot_window'], 'service-default');
  },
};

const stream: TerraformException = {
  from: ['aws_kinesis_stream'],
  blocks: ['stream_mode_details'],
  renames: { retention_period: 'RetentionPeriodHours' },
  unset: ['shard_count'],
  drops: { 'read-only': ['shard_level_metrics'], 'not-deployable': ['enforce_consumer_deletion'] },
  shape: (shaping) => {
    if (textOf(field(shaping.found, 'encryption_type')) === 'NONE')
      shaping.drop(['encryption_type'], 'service-default');
    const encryption = gather(shaping.found, { encryption_type: 'EncryptionType', kms_key_id: 'KeyId' });
    if (textOf(field(encryption, 'EncryptionType'))) put(shaping.found, 'StreamEncryption', encryption);
  },
};

const firehose: TerraformException = {
  from: ['aws_kinesis_firehose_delivery_stream'],
  blocks: [
    'kinesis_source_configuration',
    'server_side_encryption',
    'extended_s3_configuration',
    's3_configuration',
  ].flatMap((name) => [
    name,
    `${name}.cloudwatch_logging_options`,
    `${name}.processing_configuration`,
    `${name}.dynamic_partitioning_configuration`,
    `${name}.data_format_conversion_configuration`,
  ]),
  renames: {
    name: 'DeliveryStreamName',
    kinesis_source_configuration: 'KinesisStreamSourceConfiguration',
    extended_s3_configuration: 'ExtendedS3DestinationConfiguration',
    s3_configuration: 'S3DestinationConfiguration',
  },
  drops: {
    'read-only': ['version_id', 'destination_id', 'destination'],
    'service-default': ['server_side_encryption'],
  },
  shape: (shaping) => {
    for (const name of ['ExtendedS3DestinationConfiguration', 'S3DestinationConfiguration']) {
      const target = field(shaping.found, name);
      rename(target, {
        buffering_size: 'BufferingHints.SizeInMBs',
        buffer_size: 'BufferingHints.SizeInMBs',
        buffering_interval: 'BufferingHints.IntervalInSeconds',
        buffer_interval: 'BufferingHints.IntervalInSeconds',
        cloudwatch_logging_options: 'CloudWatchLoggingOptions',
        kms_key_arn: 'EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN',
      });
      if (target) rename(field(target, 'processing_configuration'), { processors: 'Processors' });
    }
  },
};

const fileSystem: TerraformException = {
  from: ['aws_efs_file_system'],
  blocks: ['protection'],
  renames: {
    protection: 'FileSystemProtection',
    'protection.replication_overwrite': 'protection.ReplicationOverwriteProtection',
  },
  unset: ['provisioned_throughput_in_mibps'],
  drops: {
    'read-only': [
      'creation_token',
      'dns_name',
      'number_of_mount_targets',
      'size_in_bytes',
      'name',
      'availability_zone_id',
      'owner_id',
    ],
  },
  shape: (shaping) => {
    const policies = itemsOf(take(shaping.found, 'lifecycle_policy'));
    if (policies.length > 0) put(shaping.found, 'LifecyclePolicies', list(policies));
  },
};

const mountTarget: TerraformException = {
  from: ['aws_efs_mount_target'],
  drops: {
    'read-only': [
      'dns_name',
      'mount_target_dns_name',
      'file_system_arn',
      'network_interface_id',
      'availability_zone_id',
      'availability_zone_name',
      'owner_id',
    ],
  },
};

const accessPoint: TerraformException = {
  from: ['aws_efs_access_point'],
  blocks: ['posix_user', 'root_directory', 'root_directory.creation_info'],
  renames: { 'root_directory.creation_info.owner_gid': 'root_directory.creation_info.OwnerGid' },
  drops: { 'read-only': ['file_system_arn', 'owner_id'] },
};

export const data: readonly TerraformException[] = [
  accessPoint,
  cacheCluster,
  fileSystem,
  firehose,
  mountTarget,
  named('aws_db_subnet_group', 'DBSubnetGroupName', { description: 'DBSubnetGroupDescription' }, [
    'supported_network_types',
    'vpc_id',
  ]),
  named('aws_elasticache_subnet_group', 'CacheSubnetGroupName', {}, ['vpc_id']),
  parameterGroup('aws_db_parameter_group', 'DBParameterGroupName'),
  parameterGroup('aws_elasticache_parameter_group', 'CacheParameterGroupName'),
  parameterGroup('aws_rds_cluster_parameter_group', 'DBClusterParameterGroupName'),
  replicationGroup,
  stream,
];
