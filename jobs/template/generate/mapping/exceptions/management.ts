import { field, literal, object, put, take, textOf } from '../found.ts';
import { rename, unwrap } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';

const logGroup: Exception = {
  type: 'AWS::Logs::LogGroup',
  page: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html',
  drops: {
    'read-only': ['LogGroupArn', 'MetricFilterCount', 'StoredBytes', 'DataProtectionStatus', 'InheritedProperties'],
  },
};

const alarm: Exception = {
  type: 'AWS::CloudWatch::Alarm',
  page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html',
  drops: { 'read-only': ['EvaluationState', 'StateTransitionedTimestamp'] },
};

const eventBus: Exception = {
  type: 'AWS::Events::EventBus',
  page: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeEventBus.html',
  shape: (shaping) => {
    if (textOf(field(shaping.found, 'Name')) === 'default') shaping.leaveOut('service-default', 'every account has it');
  },
};

const rule: Exception = {
  type: 'AWS::Events::Rule',
  page: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html',
  drops: { 'account-metadata': ['CreatedBy'] },
  shape: (shaping) => {
    if (field(shaping.found, 'ManagedBy'))
      return shaping.leaveOut('not-deployable', 'a service of AWS makes the rule for itself');
    const name = textOf(field(shaping.found, 'Name'));
    const bus = textOf(field(shaping.found, 'EventBusName')) ?? 'default';
    if (name) shaping.ref = bus === 'default' ? name : `${bus}|${name}`;
  },
};

/** What HTTP APIs have, and only WebSocket APIs may be given. */
const httpDefaults: Readonly<Record<string, string>> = {
  ApiKeySelectionExpression: '$request.header.x-api-key',
  RouteSelectionExpression: '$request.method $request.path',
};

const httpApi: Exception = {
  type: 'AWS::ApiGatewayV2::Api',
  page: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html',
  drops: { 'read-only': ['ApiGatewayManaged', 'ImportInfo', 'Warnings'] },
  shape: (shaping) => {
    if (textOf(field(shaping.found, 'ProtocolType')) !== 'HTTP') return;
    for (const [name, value] of Object.entries(httpDefaults)) {
      const text = textOf(field(shaping.found, name))?.replaceAll(/[{}]/g, '');
      if (text === value) shaping.drop([name], 'service-default', 'what every HTTP API has');
    }
  },
};

const stage: Exception = {
  type: 'AWS::ApiGatewayV2::Stage',
  page: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html',
  drops: { 'read-only': ['ApiGatewayManaged', 'LastDeploymentStatusMessage'] },
  shape: (shaping) => {
    const isAutomatic = textOf(field(shaping.found, 'AutoDeploy')) === 'true';
    if (isAutomatic) shaping.drop(['DeploymentId'], 'read-only', 'the stage deploys by itself');
  },
};

const ofApi = (name: string): Exception => ({
  type: `AWS::ApiGatewayV2::${name}`,
  page: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/api-reference.html',
  drops: { 'read-only': ['ApiGatewayManaged', `${name}Id`, 'IntegrationResponseSelectionExpression'] },
});

const kmsKey: Exception = {
  type: 'AWS::KMS::Key',
  page: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html',
  renames: {
    Policy: 'KeyPolicy',
    'KeyRotation.KeyRotationEnabled': 'EnableKeyRotation',
    KeyRotationEnabled: 'EnableKeyRotation',
    KeyRotationStatus: 'EnableKeyRotation',
    'KeyRotation.RotationPeriodInDays': 'RotationPeriodInDays',
  },
  drops: {
    'read-only': [
      'EncryptionAlgorithms',
      'SigningAlgorithms',
      'KeyAgreementAlgorithms',
      'MacAlgorithms',
      'CurrentKeyMaterialId',
      'MultiRegionConfiguration',
      'KeyRotation',
      'ValidTo',
      'ExpirationModel',
      'CloudHsmClusterId',
      'PolicyName',
      'AliasArn',
      'NextRotationDate',
    ],
  },
  shape: (shaping) => {
    const { found } = shaping;
    unwrap(found, 'KeyMetadata');
    if (textOf(field(found, 'KeyManager')) === 'AWS')
      return shaping.leaveOut('not-deployable', 'a service of AWS makes the key for itself');
    shaping.drop(['KeyManager'], 'read-only');
    if (field(found, 'KeySpec')) shaping.drop(['CustomerMasterKeySpec'], 'superseded', 'told by KeySpec');
    else rename(found, { CustomerMasterKeySpec: 'KeySpec' });
    const isOn = textOf(field(found, 'EnableKeyRotation')) === 'true';
    if (!isOn) shaping.drop(['RotationPeriodInDays'], 'service-default', 'the key is not rotated');
    const { region, account } = shaping.resource;
    const id = textOf(field(found, 'KeyId')) ?? shaping.resource.identifiers.find((each) => !each.includes(':'));
    if (id) shaping.ref = id;
    if (id && region && account) shaping.returns.Arn ??= `arn:aws:kms:${region}:${account}:key/${id}`;
  },
};

const kmsAlias: Exception = {
  type: 'AWS::KMS::Alias',
  page: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_AliasListEntry.html',
  drops: { 'read-only': ['AliasArn'] },
};

/** The schedule by which a secret is rotated is a resource of its own. */
const spawnRotation = (shaping: Shaping): void => {
  const { found } = shaping;
  const enabled = take(found, 'RotationEnabled');
  const isOn = textOf(enabled) === 'true';
  const id = textOf(field(found, 'ARN')) ?? shaping.identity;
  const rules = take(found, 'RotationRules');
  const lambda = take(found, 'RotationLambdaARN');
  shaping.dropNode(enabled, isOn ? 'read-only' : 'service-default', 'told by the rotation schedule');
  if (!isOn) {
    for (const node of [rules, lambda]) shaping.dropNode(node, 'service-default', 'the secret is not rotated');
    return;
  }
  const schedule = object([['SecretId', literal(id)]]);
  put(schedule, 'RotationRules', rules);
  put(schedule, 'RotationLambdaARN', lambda);
  shaping.spawn('AWS::SecretsManager::RotationSchedule', id, schedule);
};

/** A secret is made without a value: who deploys puts it in. */
const secret: Exception = {
  type: 'AWS::SecretsManager::Secret',
  page: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html',
  renames: { ReplicationStatus: 'ReplicaRegions' },
  drops: {
    'read-only': [
      'VersionIdsToStages',
      'SecretVersionsToStages',
      'VersionId',
      'VersionStages',
      'PrimaryRegion',
      'NextRotationDate',
      'LastRotatedDate',
      'LastChangedDate',
      'LastAccessedDate',
      'DeletedDate',
    ],
    'account-metadata': ['OwningService'],
    'not-deployable': ['SecretBinary'],
  },
  shape: (shaping) => {
    spawnRotation(shaping);
    const policy = take(shaping.found, 'ResourcePolicy');
    const arn =
      textOf(field(shaping.found, 'ARN')) ?? shaping.resource.identifiers.find((each) => each.startsWith('arn:'));
    if (arn) shaping.ref = arn;
    if (!policy) return;
    const fields = [
      ['SecretId', literal(arn ?? shaping.identity)],
      ['ResourcePolicy', policy],
    ] as const;
    shaping.spawn('AWS::SecretsManager::ResourcePolicy', arn ?? shaping.identity, object(fields));
  },
};

const parameter: Exception = {
  type: 'AWS::SSM::Parameter',
  page: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Parameter.html',
  drops: { 'read-only': ['Version', 'ARN', 'LastModifiedUser', 'KeyId', 'Selector'] },
};

const subscriptionFilter: Exception = {
  type: 'AWS::Logs::SubscriptionFilter',
  page: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_SubscriptionFilter.html',
};

const stateMachine: Exception = {
  type: 'AWS::StepFunctions::StateMachine',
  page: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html',
  renames: { Type: 'StateMachineType', Name: 'StateMachineName' },
  drops: { 'read-only': ['Label', 'RevisionId', 'VariableReferences'] },
  shape: ({ found }) => {
    if (field(found, 'Definition')?.kind === 'leaf') rename(found, { Definition: 'DefinitionString' });
  },
};

export const management: readonly Exception[] = [
  logGroup,
  alarm,
  eventBus,
  rule,
  httpApi,
  stage,
  ofApi('Route'),
  ofApi('Integration'),
  ofApi('Authorizer'),
  kmsKey,
  kmsAlias,
  secret,
  parameter,
  subscriptionFilter,
  stateMachine,
];
