import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { isObject } from '#schemas/json.ts';
import { type Check, type Finding, failure, warning } from '../check.ts';
import { eachOf } from '../each-of.ts';

const statusFindings = (
  name: string,
  { TableStatus, SSEDescription, GlobalSecondaryIndexes = [] }: TableDescription,
): readonly Finding[] => [
  ...(TableStatus !== 'ACTIVE' ? [failure(`table ${name} is ${TableStatus}`, 'Wait, or see why in the console.')] : []),
  ...(SSEDescription?.InaccessibleEncryptionDateTime
    ? [
        failure(
          `table ${name} cannot use its key since ${SSEDescription.InaccessibleEncryptionDateTime.toISOString()}`,
          'Enable the key, and give DynamoDB back its grant: within seven days, after that the table is archived.',
        ),
      ]
    : []),
  ...GlobalSecondaryIndexes.filter(({ IndexStatus }) => IndexStatus !== undefined && IndexStatus !== 'ACTIVE').map(
    ({ IndexName, IndexStatus }) =>
      failure(
        `index ${IndexName} of table ${name} is ${IndexStatus}`,
        'Lists of jobs and the watchdog wait for it: see why in the console.',
      ),
  ),
];

/** Tables can be used with their key, forget what is over, and can be set back to any second of 35 days. */
export const tablesCheck: Check = {
  name: 'tables',
  run(stage) {
    const dynamo = stage.client(DynamoDBClient, 'DYNAMODB');
    return eachOf(
      stage,
      { type: 'AWS::DynamoDB::Table', noun: 'table' },
      async ({ physicalId: TableName, properties }) => {
        const { Table = {} } = await dynamo.send(new DescribeTableCommand({ TableName }));
        const { TimeToLiveDescription } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName }));
        const { ContinuousBackupsDescription } = await dynamo.send(new DescribeContinuousBackupsCommand({ TableName }));
        const ttl = isObject(properties.TimeToLiveSpecification)
          ? String(properties.TimeToLiveSpecification.AttributeName)
          : undefined;
        const isTtlOn =
          ['ENABLED', 'ENABLING'].includes(TimeToLiveDescription?.TimeToLiveStatus ?? '') &&
          TimeToLiveDescription?.AttributeName === ttl;
        const wantsRecovery =
          isObject(properties.PointInTimeRecoverySpecification) &&
          properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled === true;
        const recovery = ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
        return [
          ...statusFindings(TableName, Table),
          ...(ttl !== undefined && !isTtlOn
            ? [
                failure(
                  `table ${TableName} keeps what is over: time to live is off`,
                  `aws dynamodb update-time-to-live --table-name ${TableName} --time-to-live-specification Enabled=true,AttributeName=${ttl}`,
                ),
              ]
            : []),
          ...(wantsRecovery && recovery !== 'ENABLED'
            ? [
                warning(
                  `table ${TableName} cannot be restored: point-in-time recovery is off`,
                  `aws dynamodb update-continuous-backups --table-name ${TableName} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`,
                ),
              ]
            : []),
        ];
      },
    );
  },
};
