import { field, literal, put, take, textOf } from '../found.ts';
import { told } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';

/** A database that has a master user wants a password, or wants RDS to keep one: no API shows it. */
export const shapePassword = (shaping: Shaping): void => {
  const { found } = shaping;
  const secret = take(found, 'MasterUserSecret');
  if (secret) {
    put(found, 'ManageMasterUserPassword', literal(true));
    put(found, 'MasterUserSecret.KmsKeyId', take(secret, 'KmsKeyId'));
    shaping.dropNode(secret, 'read-only', 'the secret that RDS keeps');
    return;
  }
  const isCopy = ['ReadReplicaSourceDBInstanceIdentifier', 'DBSnapshotIdentifier', 'ReplicationSourceIdentifier'].some(
    (name) => textOf(field(found, name)) !== undefined,
  );
  if (isCopy || !field(found, 'MasterUsername') || field(found, 'MasterUserPassword')) return;
  put(found, 'MasterUserPassword', literal({ 'Dropforge::Secret': { hint: 'MasterUserPassword' } }));
};

const shapePort = (shaping: Shaping): void => {
  put(shaping.found, 'Port', take(shaping.found, 'Endpoint.Port'));
  const isZero = textOf(field(shaping.found, 'DbInstancePort')) === '0';
  if (isZero || field(shaping.found, 'Port')) shaping.drop(['DbInstancePort'], 'read-only', 'told by the endpoint');
};

/** gp2 follows from the size, and gp3 below 400 GiB can't be given what it has anyway. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
const dropStorage = (shaping: Shaping): void => {
  const { found } = shaping;
  const type = textOf(field(found, 'StorageType')) ?? '';
  const isBase = type === 'gp3' && Number(textOf(field(found, 'AllocatedStorage'))) < 400;
  if (type === 'gp2' || type === 'standard' || isBase) {
    shaping.drop(['Iops', 'StorageThroughput'], 'service-default', 'follows from the storage type and size');
  }
  if (textOf(field(found, 'StorageThroughput')) === '0') shaping.drop(['StorageThroughput'], 'service-default');
};

/** What the cluster decides for its instances. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html */
const ofCluster = [
  'AllocatedStorage',
  'BackupRetentionPeriod',
  'CopyTagsToSnapshot',
  'DBName',
  'DeletionProtection',
  'EnableIAMDatabaseAuthentication',
  'IAMDatabaseAuthenticationEnabled',
  'KmsKeyId',
  'MasterUsername',
  'MultiAZ',
  'NetworkType',
  'Port',
  'PreferredBackupWindow',
  'StorageEncrypted',
  'StorageThroughput',
  'StorageType',
  'Iops',
  'VpcSecurityGroups',
  'MaxAllocatedStorage',
  'OptionGroupName',
  'BackupTarget',
  'EnabledCloudwatchLogsExports',
];

/** A replica has these of its source. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html */
const ofSource = ['CharacterSetName', 'DBName', 'MasterUsername', 'StorageEncrypted'];

const shapeReplica = (shaping: Shaping): void => {
  const { found } = shaping;
  const source = take(found, 'ReadReplicaSourceDBInstanceIdentifier');
  put(found, 'SourceDBInstanceIdentifier', source);
  put(found, 'SourceDBClusterIdentifier', take(found, 'ReadReplicaSourceDBClusterIdentifier'));
  const name = textOf(source);
  if (name === undefined) return;
  const isNear = !name.startsWith('arn:');
  shaping.drop(isNear ? [...ofSource, 'KmsKeyId'] : ofSource, 'not-deployable', 'the replica has it of its source');
};

const isAurora = (shaping: Shaping) => (textOf(field(shaping.found, 'Engine')) ?? '').startsWith('aurora');

const page = 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_';

export const dbInstance: Exception = {
  type: 'AWS::RDS::DBInstance',
  page: `${page}DBInstance.html`,
  renames: {
    OptionGroupMemberships: 'OptionGroupName',
    DBParameterGroups: 'DBParameterGroupName',
    EnabledCloudwatchLogsExports: 'EnableCloudwatchLogsExports',
  },
  drops: {
    'read-only': [
      'DBSystemId',
      'ActivityStreamMode',
      'StatusInfos',
      'ReadReplicaDBInstanceIdentifiers',
      'ReadReplicaDBClusterIdentifiers',
      'ListenerEndpoint',
      'AwsBackupRecoveryPointArn',
      'PercentProgress',
      'ResumeFullAutomationModeTime',
      'EnhancedMonitoringResourceArn',
      'DomainMemberships',
      'UpgradeRolloutOrder',
    ],
  },
  shape: (shaping) => {
    const { found } = shaping;
    shapePort(shaping);
    for (const name of ['CustomerOwnedIpEnabled', 'MultiTenant', 'StorageOptimized']) {
      if (textOf(field(found, name)) === 'false') shaping.drop([name], 'service-default');
    }
    dropStorage(shaping);
    if (textOf(field(found, 'MultiAZ')) === 'true') {
      shaping.drop(['AvailabilityZone'], 'not-deployable', 'RDS chooses the zones of a Multi-AZ instance');
    }
    if (textOf(field(found, 'PerformanceInsightsEnabled')) === 'false')
      shaping.drop(['PerformanceInsightsRetentionPeriod'], 'empty');
    if (!field(found, 'DBClusterIdentifier')) {
      shapePassword(shaping);
      return shapeReplica(shaping);
    }
    shaping.drop(ofCluster, 'not-deployable', 'the cluster decides it for its instances');
  },
};

export const dbCluster: Exception = {
  type: 'AWS::RDS::DBCluster',
  page: `${page}DBCluster.html`,
  renames: {
    DBSubnetGroup: 'DBSubnetGroupName',
    DBClusterParameterGroup: 'DBClusterParameterGroupName',
    HttpEndpointEnabled: 'EnableHttpEndpoint',
    EnabledCloudwatchLogsExports: 'EnableCloudwatchLogsExports',
    ScalingConfigurationInfo: 'ScalingConfiguration',
  },
  drops: {
    'read-only': [
      'BacktrackConsumedChangeRecords',
      'DBClusterMembers',
      'EarliestBacktrackTime',
      'ReaderEndpoint',
      'HostedZoneId',
      'CloneGroupId',
      'CustomEndpoints',
      'ReadReplicaIdentifiers',
      'DBClusterOptionGroupMemberships',
      'Capacity',
      'PendingModifiedValues',
      'PercentProgress',
      'ServerlessV2PlatformVersion',
      'UpgradeRolloutOrder',
      'LocalWriteForwardingStatus',
    ],
  },
  shape: (shaping) => {
    const { found } = shaping;
    const address = textOf(field(found, 'Endpoint'));
    if (address) shaping.returns['Endpoint.Address'] = address;
    shaping.drop(['Endpoint'], 'read-only', 'an attribute of the resource');
    for (const name of ['CrossAccountClone', 'GlobalWriteForwardingRequested', 'MultiAZ']) {
      const value = textOf(field(found, name));
      if (value === 'false' || name === 'MultiAZ')
        shaping.drop([name], value === 'false' ? 'service-default' : 'read-only');
    }
    if (isAurora(shaping)) shaping.drop(['AllocatedStorage'], 'service-default', 'Aurora’s storage grows by itself');
    if (textOf(field(found, 'EngineMode')) === 'provisioned')
      put(found, 'EngineMode', told(take(found, 'EngineMode'), 'provisioned'));
    shapePassword(shaping);
  },
};

/** Groups that RDS makes by itself, and whose names nobody else may give: default, default.mysql8.0, default:mysql-8-0. */
export const leaveOutDefault = (shaping: Shaping, name: string): void => {
  if (/^default([.:]|$)/.test(textOf(field(shaping.found, name)) ?? ''))
    shaping.leaveOut('service-default', 'RDS makes it by itself');
};

export const dbSubnetGroup: Exception = {
  type: 'AWS::RDS::DBSubnetGroup',
  page: `${page}DBSubnetGroup.html`,
  drops: { 'read-only': ['DBSubnetGroupArn', 'VpcId', 'SupportedNetworkTypes'] },
  shape: (shaping) => leaveOutDefault(shaping, 'DBSubnetGroupName'),
};
