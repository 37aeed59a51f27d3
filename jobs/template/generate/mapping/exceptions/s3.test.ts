import type { JsonObject } from '#schemas/json.ts';
import { mapOne } from './map-one.ts';

const bucket = (properties: JsonObject) =>
  mapOne('AWS::S3::Bucket', properties, { dialect: 'aws-config', identifiers: ['assets'] });

describe('what AWS Config keeps in maps by id becomes lists', () => {
  it('the notifications of every kind, one configuration an event', () => {
    const filter = { s3KeyFilter: { filterRules: [{ name: 'Prefix', value: 'in/' }] } };
    const { properties, lost } = bucket({
      BucketNotificationConfiguration: {
        configurations: {
          first: { type: 'QueueConfiguration', queueARN: 'arn:q', events: ['s3:ObjectCreated:*'], filter },
          second: { type: 'TopicConfiguration', topicARN: 'arn:t', events: ['s3:Replication:*', 's3:ObjectRemoved:*'] },
          third: { type: 'LambdaConfiguration', functionARN: 'arn:f', events: ['s3:ObjectCreated:*'], filter: null },
        },
      },
    });
    const rules = [{ Name: 'Prefix', Value: 'in/' }];
    expect(properties[0]?.NotificationConfiguration).toEqual({
      QueueConfigurations: [{ Queue: 'arn:q', Event: 's3:ObjectCreated:*', Filter: { S3Key: { Rules: rules } } }],
      TopicConfigurations: [
        { Topic: 'arn:t', Event: 's3:Replication:*' },
        { Topic: 'arn:t', Event: 's3:ObjectRemoved:*' },
      ],
      LambdaConfigurations: [{ Function: 'arn:f', Event: 's3:ObjectCreated:*' }],
    });
    expect(lost).toEqual([]);
  });

  it('the rules of a replication, whose keys are their ids', () => {
    const destinationConfig = { bucketARN: 'arn:aws:s3:::copy', storageClass: null };
    const rules = { west: { prefix: '', status: 'Enabled', destinationConfig } };
    const { properties, lost } = bucket({ BucketReplicationConfiguration: { roleARN: 'arn:role', rules } });
    expect(properties[0]?.ReplicationConfiguration).toEqual({
      Role: 'arn:role',
      Rules: [{ Id: 'west', Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::copy' } }],
    });
    expect(lost).toEqual([]);
  });
});

describe('what the API puts an object around stands in the configuration itself', () => {
  it('the destination and the schedule of an inventory', () => {
    const destination = { Format: 'CSV', Bucket: 'arn:aws:s3:::lists', AccountId: '111122223333' };
    const { properties, lost } = bucket({
      InventoryConfigurations: [
        {
          Id: 'all',
          IsEnabled: true,
          IncludedObjectVersions: 'Current',
          Destination: { S3BucketDestination: destination },
          Schedule: { Frequency: 'Weekly' },
          Filter: { Prefix: 'in/' },
        },
      ],
    });
    expect(properties[0]?.InventoryConfigurations).toEqual([
      {
        Id: 'all',
        Enabled: true,
        IncludedObjectVersions: 'Current',
        Destination: { Format: 'CSV', BucketArn: 'arn:aws:s3:::lists', BucketAccountId: '111122223333' },
        ScheduleFrequency: 'Weekly',
        Prefix: 'in/',
      },
    ]);
    expect(lost).toEqual([]);
  });

  it('a filter of one tag, or of several conditions', () => {
    const tag = { Key: 'kind', Value: 'log' };
    const { properties, lost } = bucket({
      MetricsConfigurations: [
        { Id: 'one', Filter: { Tag: tag } },
        { Id: 'two', Filter: { And: { Prefix: 'in/', Tags: [tag] } } },
      ],
    });
    expect(properties[0]?.MetricsConfigurations).toEqual([
      { Id: 'one', TagFilters: [tag] },
      { Id: 'two', Prefix: 'in/', TagFilters: [tag] },
    ]);
    expect(lost).toEqual([]);
  });
});
