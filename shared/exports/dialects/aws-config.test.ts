import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { awsConfig } from './aws-config.ts';

const read = (value: JsonValue) => awsConfig.read({ pointer: '', value }, { file: 'snapshot.json' });

const item = (more: JsonObject = {}): JsonObject => ({
  resourceType: 'AWS::SQS::Queue',
  resourceId: 'https://sqs.eu-west-1.amazonaws.com/111122223333/q',
  resourceName: 'q',
  awsAccountId: '111122223333',
  awsRegion: 'eu-west-1',
  configurationItemCaptureTime: '2026-11-20T02:15:07.413Z',
  configurationItemStatus: 'OK',
  configuration: { QueueArn: 'arn:aws:sqs:eu-west-1:111122223333:q' },
  ...more,
});

describe('a configuration item without its ids beside it', () => {
  it('is known by the ARN of its own type in its configuration, its supplements too', () => {
    const own = 'arn:aws:lambda:eu-west-1:111122223333:function:resize';
    const configuration = { functionArn: own, role: 'arn:aws:iam::111122223333:role/resize' };
    const { resources } = read({
      resourceType: 'AWS::Lambda::Function',
      configuration,
      supplementaryConfiguration: { Policy: '{"Version":"2012-10-17"}' },
    });
    expect(resources.map(({ identifiers }) => identifiers)).toEqual([[own], [own]]);
  });
});

describe('a configuration item is read from every shape it is delivered in', () => {
  it.each<[string, JsonValue, string]>([
    [
      'a snapshot',
      { fileVersion: '1.0', configSnapshotId: 'x', configurationItems: [item()] },
      '/configurationItems/0/configuration',
    ],
    [
      'get-resource-config-history',
      { configurationItems: [item({ configuration: '{"QueueArn":"q"}' })], nextToken: 'x' },
      '/configurationItems/0/configuration',
    ],
    [
      'batch-get-resource-config',
      { baseConfigurationItems: [item({ configuration: '{"QueueArn":"q"}' })], unprocessedResourceKeys: [] },
      '/baseConfigurationItems/0/configuration',
    ],
    ['select-resource-config', { Results: [JSON.stringify(item())], QueryInfo: {} }, '/Results/0/configuration'],
    [
      'a change notification',
      { messageType: 'ConfigurationItemChangeNotification', configurationItem: item() },
      '/configurationItem/configuration',
    ],
    [
      'an EventBridge event',
      { source: 'aws.config', detail: { configurationItem: item() } },
      '/detail/configurationItem/configuration',
    ],
    [
      'an SNS notification',
      { Type: 'Notification', Message: JSON.stringify({ configurationItem: item() }) },
      '/Message/configurationItem/configuration',
    ],
    [
      'the event of a rule’s function',
      { invokingEvent: JSON.stringify({ configurationItem: item() }), resultToken: 'x' },
      '/invokingEvent/configurationItem/configuration',
    ],
    ['one item', item(), '/configuration'],
    ['a list of items', [item()], '/0/configuration'],
  ])('%s', (_, value, pointer) => {
    expect(awsConfig.recognise(value)).toBe(true);
    expect(read(value).resources).toEqual([
      expect.objectContaining({
        type: 'AWS::SQS::Queue',
        source: { file: 'snapshot.json', pointer },
        identifiers: ['https://sqs.eu-west-1.amazonaws.com/111122223333/q', 'q'],
        region: 'eu-west-1',
        account: '111122223333',
        capturedAt: '2026-11-20T02:15:07.413Z',
        properties: { QueueArn: expect.any(String) },
      }),
    ]);
  });

  it.each<[JsonValue]>([
    [{ configurationItems: [{ name: 'x' }] }],
    [{ Vpcs: [] }],
    [{ resourceType: 'AWS::S3::Bucket' }],
  ])('%j is none', (value) => {
    expect(awsConfig.recognise(value)).toBe(false);
  });
});

describe('what stands beside the configuration is a part of its own', () => {
  it('each supplement, with JSON strings opened', () => {
    const { resources } = read(
      item({ supplementaryConfiguration: { Policy: '{"Version":"2012-10-17"}', Flag: 'false' } }),
    );
    expect(resources.slice(1)).toMatchObject([
      {
        under: '/Policy',
        source: { pointer: '/supplementaryConfiguration/Policy' },
        properties: { Policy: { Version: '2012-10-17' } },
      },
      { under: '/Flag', source: { pointer: '/supplementaryConfiguration/Flag' }, properties: { Flag: 'false' } },
    ]);
  });

  it('its tags, unless the configuration has them already', () => {
    expect(read(item({ tags: { a: 'b' } })).resources[1]).toMatchObject({
      under: '/Tags',
      properties: { Tags: { a: 'b' } },
    });
    expect(
      read(item({ tags: { a: 'b' }, configuration: { tags: [{ key: 'a', value: 'b' }] } })).resources,
    ).toHaveLength(1);
  });
});

describe('what is no more is passed over and said so', () => {
  it('a deleted resource', () => {
    const deleted = item({ configurationItemStatus: 'ResourceDeleted', configuration: null });
    expect(read({ fileVersion: '1.0', configurationItems: [deleted] })).toMatchObject({
      resources: [],
      notes: [expect.stringContaining('is deleted')],
    });
  });

  it('older versions in a history, even of a resource that was deleted since', () => {
    const earlier = item({ configurationItemCaptureTime: '2026-11-19T00:00:00.000Z' });
    const gone = item({ configurationItemStatus: 'ResourceDeleted' });
    expect(read({ fileVersion: '1.0', configurationItems: [item(), earlier] })).toMatchObject({
      resources: [{ capturedAt: '2026-11-20T02:15:07.413Z' }],
      notes: [expect.stringContaining('1 older')],
    });
    expect(read({ fileVersion: '1.0', configurationItems: [earlier, gone] }).resources).toEqual([]);
  });
});

describe("AWS Config's own names", () => {
  it('AWS::IAM::Policy is a managed policy', () => {
    expect(read(item({ resourceType: 'AWS::IAM::Policy' })).resources[0]?.type).toBe('AWS::IAM::ManagedPolicy');
  });

  it('a name that is not unique, as of a security group, is no identifier', () => {
    const group = item({ resourceType: 'AWS::EC2::SecurityGroup', resourceId: 'sg-1', resourceName: 'default' });
    expect(read(group).resources[0]?.identifiers).toEqual(['sg-1']);
  });
});
