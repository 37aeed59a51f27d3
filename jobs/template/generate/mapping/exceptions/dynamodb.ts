import { type FoundObject, field, literal, put, take, textOf } from '../found.ts';
import { each, gather } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';

const counters = ['NumberOfDecreasesToday', 'LastIncreaseDateTime', 'LastDecreaseDateTime'];

/** On-demand tables show a provisioned throughput of 0, which can't be set. */
const dropThroughput = (shaping: Shaping, owner: FoundObject, isOnDemand: boolean): void => {
  const throughput = field(owner, 'ProvisionedThroughput');
  for (const name of counters) shaping.dropNode(take(throughput, name), 'read-only');
  const note = 'the table is billed by request';
  if (isOnDemand) shaping.dropNode(take(owner, 'ProvisionedThroughput'), 'service-default', note);
  const warm = field(owner, 'WarmThroughput');
  const isUsual =
    textOf(field(warm, 'ReadUnitsPerSecond')) === '12000' && textOf(field(warm, 'WriteUnitsPerSecond')) === '4000';
  if (isUsual) shaping.dropNode(take(owner, 'WarmThroughput'), 'service-default', 'what every on-demand table has');
  for (const name of ['MaxReadRequestUnits', 'MaxWriteRequestUnits']) {
    const limit = field(owner, `OnDemandThroughput.${name}`);
    if (textOf(limit) === '-1')
      shaping.dropNode(take(owner, `OnDemandThroughput.${name}`), 'service-default', 'no limit');
  }
};

const shapeEncryption = ({ found }: Shaping): void => {
  const description = take(found, 'SSEDescription');
  if (!description) return;
  const specification = gather(description, { SSEType: 'SSEType', KMSMasterKeyArn: 'KMSMasterKeyId' });
  const status = field(description, 'Status');
  put(
    specification,
    'SSEEnabled',
    /^(ENABLED|ENABLING|UPDATING)$/.test(textOf(status) ?? '') ? literal(true) : undefined,
  );
  put(found, 'SSESpecification', specification);
};

const shapeTimeToLive = (shaping: Shaping): void => {
  const description = take(shaping.found, 'TimeToLiveDescription') ?? take(shaping.found, 'TimeToLiveSpecification');
  if (!description) return;
  const attribute = take(description, 'AttributeName');
  const status = take(description, 'TimeToLiveStatus') ?? take(description, 'Enabled');
  const isOn = /^(ENABL|true)/i.test(textOf(status) ?? '');
  shaping.dropNode(status, isOn ? 'read-only' : 'service-default');
  if (!attribute || !isOn) {
    shaping.dropNode(attribute, 'service-default');
    return;
  }
  put(shaping.found, 'TimeToLiveSpecification.AttributeName', attribute);
  put(shaping.found, 'TimeToLiveSpecification.Enabled', literal(true));
};

const shapeRecovery = ({ found }: Shaping): void => {
  const description = field(found, 'ContinuousBackupsDescription.PointInTimeRecoveryDescription');
  const status = textOf(field(description, 'PointInTimeRecoveryStatus'));
  if (status === undefined) return;
  put(found, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', literal(status === 'ENABLED'));
  if (status === 'ENABLED') {
    put(found, 'PointInTimeRecoverySpecification.RecoveryPeriodInDays', take(description, 'RecoveryPeriodInDays'));
  }
};

const shapeInsights = ({ found }: Shaping): void => {
  const status = textOf(field(found, 'ContributorInsights.ContributorInsightsStatus'));
  if (status !== undefined) {
    put(found, 'ContributorInsightsSpecification.Enabled', literal(/^ENABL/.test(status)));
  }
};

const shapeStream = (shaping: Shaping): void => {
  const isOff = textOf(field(shaping.found, 'StreamSpecification.StreamEnabled')) === 'false';
  shaping.drop(
    [isOff ? 'StreamSpecification' : 'StreamSpecification.StreamEnabled'],
    'read-only',
    'told by StreamViewType',
  );
  const arn = textOf(field(shaping.found, 'LatestStreamArn'));
  if (arn) shaping.returns.StreamArn = arn;
  shaping.drop(['LatestStreamArn', 'LatestStreamLabel'], 'read-only', 'an attribute of the resource');
};

export const table: Exception = {
  type: 'AWS::DynamoDB::Table',
  page: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html',
  renames: {
    'BillingModeSummary.BillingMode': 'BillingMode',
    'TableClassSummary.TableClass': 'TableClass',
    KinesisDataStreamDestinations: 'KinesisStreamSpecification',
  },
  drops: {
    'read-only': [
      'TableId',
      'BillingModeSummary',
      'TableClassSummary',
      'ArchivalSummary',
      'RestoreSummary',
      'GlobalTableVersion',
    ],
  },
  shape: (shaping) => {
    const isOnDemand = textOf(field(shaping.found, 'BillingMode')) === 'PAY_PER_REQUEST';
    dropThroughput(shaping, shaping.found, isOnDemand);
    each(shaping.found, 'GlobalSecondaryIndexes', (index) => {
      dropThroughput(shaping, index, isOnDemand);
      shaping.dropNode(take(index, 'IndexArn'), 'read-only');
      shaping.dropNode(take(index, 'Backfilling'), 'read-only');
    });
    each(shaping.found, 'LocalSecondaryIndexes', (index) => shaping.dropNode(take(index, 'IndexArn'), 'read-only'));
    shapeEncryption(shaping);
    shapeTimeToLive(shaping);
    shapeRecovery(shaping);
    shapeStream(shaping);
    shapeInsights(shaping);
    shaping.drop(['ContributorInsights'], 'read-only', 'the state it is in');
  },
};
