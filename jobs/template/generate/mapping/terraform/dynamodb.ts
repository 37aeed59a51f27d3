import { type FoundObject, field, itemsOf, list, literal, object, put, take, textOf } from '../found.ts';
import { each, rename } from '../reshape.ts';
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

export const dynamodb: readonly TerraformException[] = [table];
