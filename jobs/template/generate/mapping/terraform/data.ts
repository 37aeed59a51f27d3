import { type FoundObject, field, itemsOf, list, literal, object, put, take, textOf } from '../found.ts';
import { each, gather, rename } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { TerraformException } from './exception.ts';

/** Keys as CloudFormation lists them: the hash key, then the range key. */
const shapeKeys = (owner: FoundObject): void => {
  const keys = [
    ['hash_key', 'HASH'],
    ['range_key', 'RANGE'],
  ] as const;
  const schema = keys.flatMap(([name, kind]) => {
    const node = take(owner, name);
    return node && textOf(node)
      ? [
          object([
            ['AttributeName', node],
            ['KeyType', literal(kind)],
          ]),
        ]
      : [];
  });
  if (schema.length > 0) put(owner, 'KeySchema', list(schema));
  rename(owner, {
    read_capacity: 'ProvisionedThroughput.ReadCapacityUnits',
    write_capacity: 'ProvisionedThroughput.WriteCapacityUnits',
  });
};

const shapeIndex = (index: FoundObject): void => {
  shapeKeys(index);
  rename(index, {
    name: 'IndexName',
    projection_type: 'Projection.ProjectionType',
    non_key_attributes: 'Projection.NonKeyAttributes',
  });
};

/** What is off is not told to CloudFormation. */
const dropIfOff = (shaping: Shaping, name: string, flag = 'enabled'): void => {
  if (textOf(field(shaping.found, `${name}.${flag}`)) !== 'true') shaping.drop([name], 'service-default', 'off');
};

const table: TerraformException = {
  from: ['aws_dynamodb_table'],
  blocks: [
    'ttl',
    'server_side_encryption',
    'point_in_time_recovery',
    'warm_throughput',
    'on_demand_throughput',
    'global_secondary_index.warm_throughput',
    'global_secondary_index.on_demand_throughput',
  ],
  unset: ['restore_to_latest_time'],
  drops: {
    'read-only': ['stream_arn', 'stream_label', 'restore_source_name', 'restore_source_table_arn', 'restore_date_time'],
    'not-deployable': ['replica', 'import_table'],
  },
  shape: (shaping) => {
    const { found } = shaping;
    const streamArn = textOf(field(found, 'stream_arn')) ?? textOf(field(shaping.asFound, 'stream_arn'));
    if (streamArn) shaping.returns.StreamArn = streamArn;
    rename(found, {
      name: 'TableName',
      attribute: 'AttributeDefinitions',
      global_secondary_index: 'GlobalSecondaryIndexes',
      local_secondary_index: 'LocalSecondaryIndexes',
    });
    each(found, 'AttributeDefinitions', (each) => rename(each, { name: 'AttributeName', type: 'AttributeType' }));
    for (const name of ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes']) each(found, name, shapeIndex);
    // A local index has its table's hash key.
    const hash = textOf(field(found, 'hash_key'));
    each(found, 'LocalSecondaryIndexes', (index) => addHash(index, hash));
    shapeKeys(found);
    for (const name of ['ttl', 'server_side_encryption', 'point_in_time_recovery']) dropIfOff(shaping, name);
    rename(found, {
      ttl: 'TimeToLiveSpecification',
      'server_side_encryption.enabled': 'SSESpecification.SSEEnabled',
      'server_side_encryption.kms_key_arn': 'SSESpecification.KMSMasterKeyId',
      'point_in_time_recovery.enabled': 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
      'point_in_time_recovery.recovery_period_in_days': 'PointInTimeRecoverySpecification.RecoveryPeriodInDays',
    });
    for (const name of ['server_side_encryption', 'point_in_time_recovery']) take(found, name);
    if (textOf(field(found, 'SSESpecification.KMSMasterKeyId'))) put(found, 'SSESpecification.SSEType', literal('KMS'));
    const isOn = textOf(field(found, 'stream_enabled')) === 'true';
    shaping.drop(['stream_enabled'], 'read-only', 'told by the view type');
    const view = take(found, 'stream_view_type');
    if (isOn) put(found, 'StreamSpecification.StreamViewType', view);
    else shaping.dropNode(view, 'service-default', 'off');
  },
};

const addHash = (index: FoundObject, hash: string | undefined): void => {
  const schema = take(index, 'KeySchema');
  if (!hash || itemsOf(schema).length > 1) {
    put(index, 'KeySchema', schema);
    return;
  }
  const own = object([
    ['AttributeName', literal(hash)],
    ['KeyType', literal('HASH')],
  ]);
  put(index, 'KeySchema', list([own, ...itemsOf(schema)]));
};

const rdsNames = {
  backup_window: 'PreferredBackupWindow',
  maintenance_window: 'PreferredMaintenanceWindow',
  ca_cert_identifier: 'CACertificateIdentifier',
  enabled_cloudwatch_logs_exports: 'EnableCloudwatchLogsExports',
  iam_database_authentication_enabled: 'EnableIAMDatabaseAuthentication',
};

const databaseMaster = {
  'master_user_secret.kms_key_id': 'MasterUserSecret.KmsKeyId',
};

const dbInstance: TerraformException = {
  from: ['aws_db_instance', 'aws_rds_cluster_instance'],
  blocks: ['master_user_secret', 'blue_green_update', 'restore_to_point_in_time', 's3_import'],
  renames: {
    ...rdsNames,
    ...databaseMaster,
    identifier: 'DBInstanceIdentifier',
    instance_class: 'DBInstanceClass',
    username: 'MasterUsername',
    password: 'MasterUserPassword',
    parameter_group_name: 'DBParameterGroupName',
    db_parameter_group_name: 'DBParameterGroupName',
    vpc_security_group_ids: 'VPCSecurityGroups',
    cluster_identifier: 'DBClusterIdentifier',
    performance_insights_enabled: 'EnablePerformanceInsights',
    replicate_source_db: 'SourceDBInstanceIdentifier',
    snapshot_identifier: 'DBSnapshotIdentifier',
    nchar_character_set_name: 'NcharCharacterSetName',
  },
  unset: [
    'iops',
    'storage_throughput',
    'max_allocated_storage',
    'port',
    'performance_insights_retention_period',
    'dedicated_log_volume',
    'customer_owned_ip_enabled',
    'monitoring_interval',
    'manage_master_user_password',
  ],
  drops: {
    'read-only': [
      'endpoint',
      'address',
      'engine_version_actual',
      'hosted_zone_id',
      'latest_restorable_time',
      'listener_endpoint',
      'replicas',
      'resource_id',
      'dbi_resource_id',
      'status',
      'writer',
      'password_wo',
      'password_wo_version',
    ],
    'not-deployable': ['blue_green_update'],
  },
  shape: (shaping) => {
    const { found } = shaping;
    const address = textOf(field(shaping.asFound, 'address'));
    if (address) shaping.returns['Endpoint.Address'] = address;
    if (field(found, 'db_name')) shaping.drop(['name'], 'superseded', 'told by db_name');
    else rename(found, { name: 'DBName' });
    if (shaping.resource.called === 'aws_rds_cluster_instance') {
      const told = ['DBName', 'preferred_backup_window', 'EnableCloudwatchLogsExports', 'vpc_security_group_ids'];
      shaping.drop(told, 'read-only', 'the cluster decides it for its instances');
    }
    if (/^default[.:]/.test(textOf(field(found, 'option_group_name')) ?? ''))
      shaping.drop(['option_group_name'], 'service-default');
    if (/^default[.:]/.test(textOf(field(found, 'DBParameterGroupName')) ?? ''))
      shaping.drop(['DBParameterGroupName'], 'service-default', 'the engine’s own');
    if (field(found, 'manage_master_user_password'))
      rename(found, { manage_master_user_password: 'ManageMasterUserPassword' });
    if (textOf(field(found, 'EnablePerformanceInsights')) !== 'true') {
      shaping.drop(
        ['performance_insights_retention_period', 'performance_insights_kms_key_id'],
        'service-default',
        'off',
      );
    }
    if (!field(found, 'monitoring_interval')) shaping.drop(['monitoring_role_arn'], 'service-default', 'off');
    if (textOf(field(found, 'replica_mode')) === undefined) shaping.drop(['replica_mode'], 'empty');
  },
};

const dbCluster: TerraformException = {
  from: ['aws_rds_cluster'],
  blocks: [
    'master_user_secret',
    'serverlessv2_scaling_configuration',
    'scaling_configuration',
    'restore_to_point_in_time',
    's3_import',
  ],
  renames: {
    ...rdsNames,
    ...databaseMaster,
    cluster_identifier: 'DBClusterIdentifier',
    database_name: 'DatabaseName',
    master_password: 'MasterUserPassword',
    db_cluster_parameter_group_name: 'DBClusterParameterGroupName',
    vpc_security_group_ids: 'VpcSecurityGroupIds',
    serverlessv2_scaling_configuration: 'ServerlessV2ScalingConfiguration',
    iam_roles: 'AssociatedRoles',
  },
  unset: [
    'iops',
    'allocated_storage',
    'backtrack_window',
    'performance_insights_retention_period',
    'monitoring_interval',
    'enable_global_write_forwarding',
    'enable_local_write_forwarding',
    'enable_http_endpoint',
    'manage_master_user_password',
    'performance_insights_enabled',
  ],
  drops: {
    'read-only': [
      'cluster_resource_id',
      'cluster_members',
      'engine_version_actual',
      'hosted_zone_id',
      'reader_endpoint',
      'availability_zones',
      'ca_certificate_valid_till',
      'master_password_wo',
      'master_password_wo_version',
      'upgrade_rollout_order',
      'cluster_scalability_type',
    ],
    'not-deployable': ['db_instance_parameter_group_name'],
  },
  shape: (shaping) => {
    const { found } = shaping;
    if (/^default[.:]/.test(textOf(field(found, 'DBClusterParameterGroupName')) ?? ''))
      shaping.drop(['DBClusterParameterGroupName'], 'service-default', 'the engine’s own');
    const seconds = 'ServerlessV2ScalingConfiguration.seconds_until_auto_pause';
    if (textOf(field(found, seconds)) === '0') shaping.drop([seconds], 'service-default', 'not set');
  },
};

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
  dbCluster,
  dbInstance,
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
  table,
];
