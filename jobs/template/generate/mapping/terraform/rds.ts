import { field, textOf } from '../found.ts';
import { rename } from '../reshape.ts';
import type { TerraformException } from './exception.ts';

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

export const rds: readonly TerraformException[] = [dbInstance, dbCluster];
