import type { JsonObject } from '#schemas/json.ts';
import {
  account,
  exported,
  group,
  lambda,
  made,
  propertiesOf,
  queue,
  region,
  role,
  table,
  vpc,
  written,
} from '../assembly/samples.ts';

const bucket = exported(
  'AWS::S3::Bucket',
  { BucketName: 'shop-pictures' },
  { name: 'shop-pictures', ref: 'shop-pictures', returns: { Arn: 'arn:aws:s3:::shop-pictures' } },
);
const readings = exported(
  'AWS::DynamoDB::Table',
  { TableName: 'shop-carts', KeySchema: [] },
  { name: 'shop-carts', ref: 'shop-carts', returns: { Arn: `arn:aws:dynamodb:${region}:${account}:table/shop-carts` } },
);
const environment = (Variables: JsonObject) => lambda({ Environment: { Variables } });
const policyFor = (Resource: string) => ({
  ...role,
  properties: { ...role.properties, Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Resource }] } }] },
});

describe('a physical name that would collide', () => {
  it('is left to CloudFormation if nothing says it, and told of as dropped', () => {
    const traces = [
      { outcome: 'carried' as const, source: { file: 'q.json', pointer: '/QueueName' }, to: '/QueueName' },
    ];
    const result = made([bucket, { ...queue, traces }]);
    expect(propertiesOf(result, 'ShopPicturesBucket')).toBeUndefined();
    expect(propertiesOf(result, 'OrdersQueue')).toBeUndefined();
    expect(result.fidelity.entries).toEqual([expect.objectContaining({ outcome: 'dropped', reason: 'physical-name' })]);
  });

  it('needs no parameter where all that say it refer to the resource', () => {
    const result = made([table, role, environment({ TABLE_NAME: 'web' })]);
    expect(propertiesOf(result, 'WebTable')).not.toHaveProperty('TableName');
    expect(result.template.Parameters).toBeUndefined();
  });

  it('is one parameter for all that are called so where a setting could mean either', () => {
    const twin = exported(
      'AWS::SQS::Queue',
      { QueueName: 'shop-carts' },
      { name: 'shop-carts', ref: 'https://sqs/1/shop-carts' },
    );
    const result = made([readings, twin, role, environment({ CARTS: 'shop-carts' })]);
    const name = { Ref: 'ShopCartsName' };
    expect(propertiesOf(result, 'ShopCartsTable')?.TableName).toEqual(name);
    expect(propertiesOf(result, 'ShopCartsQueue')?.QueueName).toEqual(name);
    expect(propertiesOf(result, 'ApiFunction')?.Environment).toEqual({ Variables: { CARTS: name } });
    expect(result.template.Parameters?.ShopCartsName).toMatchObject({ Type: 'String', Default: 'shop-carts' });
  });

  it('stays, as a parameter, where a common word may mean it; the word stays as well, and is told of', () => {
    const result = made([table, role, environment({ MODE: 'web' })]);
    expect(propertiesOf(result, 'WebTable')?.TableName).toEqual({ Ref: 'WebTableName' });
    expect(propertiesOf(result, 'ApiFunction')?.Environment).toEqual({ Variables: { MODE: 'web' } });
    expect(result.findings).toContainEqual(
      expect.objectContaining({ rule: 'name-said-elsewhere', logicalId: 'WebTable' }),
    );
  });

  it('stays where a pattern in a policy matches it', () => {
    const result = made([readings, policyFor(`arn:aws:dynamodb:${region}:${account}:table/shop-*`)]);
    expect(propertiesOf(result, 'ShopCartsTable')?.TableName).toEqual({ Ref: 'ShopCartsTableName' });
  });

  it('has no default if it is unique in all of AWS', () => {
    const config = JSON.stringify({ upload: 's3://shop-pictures/in' });
    const result = made([bucket, role, environment({ CONFIG: config })]);
    expect(result.template.Parameters?.ShopPicturesBucketName).not.toHaveProperty('Default');
    expect(JSON.stringify(propertiesOf(result, 'ApiFunction'))).toContain('s3://${ShopPicturesBucketName}/in');
  });

  it('is not meant by a resource of another kind, nor by one of another account', () => {
    const other = policyFor('arn:aws:sns:eu-west-1:999988887777:shop-carts');
    const result = made([readings, other]);
    expect(propertiesOf(result, 'ShopCartsTable')).not.toHaveProperty('TableName');
  });
});

describe('a name that is needed', () => {
  it('becomes a parameter where CloudFormation wants one, or people look it up by it', () => {
    const bus = exported('AWS::Events::EventBus', { Name: 'shop' }, { name: 'shop', ref: 'shop' });
    const setting = exported(
      'AWS::SSM::Parameter',
      { Name: '/shop/url', Type: 'String', Value: 'x' },
      { name: '/shop/url', ref: '/shop/url' },
    );
    const topic = exported('AWS::SNS::Topic', { TopicName: 'shop.fifo', FifoTopic: true }, { name: 'shop.fifo' });
    const result = made([bus, setting, topic]);
    expect(
      Object.values(result.template.Parameters ?? {})
        .map(({ Default }) => Default)
        .sort(),
    ).toEqual(['/shop/url', 'shop', 'shop.fifo']);
  });

  it('stays within what is made anew with it, where it is a domain, and where an author wrote it', () => {
    const inside = group('web', 'sg-0aaaaaaaaaaaaaaa1', { VpcId: vpc.ref ?? '' });
    const alias = exported(
      'AWS::Lambda::Alias',
      { Name: 'live', FunctionName: 'api', FunctionVersion: '1' },
      { name: 'live' },
    );
    expect(propertiesOf(made([role, lambda({}), alias]), 'LiveAlias')).toMatchObject({
      Name: 'live',
      FunctionName: { Ref: 'ApiFunction' },
    });
    const zone = exported('AWS::Route53::HostedZone', { Name: 'example.com' }, { name: 'example.com' });
    const result = made([vpc, inside, zone, written('a.yaml', 'Topic', 'AWS::SNS::Topic', { TopicName: 'mine' })]);
    expect(propertiesOf(result, 'WebSecurityGroup')?.GroupName).toBe('web');
    expect(propertiesOf(result, 'ExampleComHostedZone')?.Name).toBe('example.com');
    expect(propertiesOf(result, 'Topic')?.TopicName).toBe('mine');
  });
});

describe('the log group that a function writes to on its own', () => {
  const logs = exported(
    'AWS::Logs::LogGroup',
    { LogGroupName: '/aws/lambda/api' },
    { name: '/aws/lambda/api', ref: '/aws/lambda/api' },
  );

  it('is called after the function, whatever that is called', () => {
    const result = made([logs, role, lambda({})]);
    expect(propertiesOf(result, 'ApiLogGroup')?.LogGroupName).toEqual({ 'Fn::Sub': '/aws/lambda/${ApiFunction}' });
  });

  it('says the same name as the function if the function needs it', () => {
    const result = made([logs, policyFor(`arn:aws:logs:${region}:${account}:log-group:/aws/lambda/api:*`), lambda({})]);
    expect(propertiesOf(result, 'ApiLogGroup')?.LogGroupName).toEqual({ 'Fn::Sub': '/aws/lambda/${ApiFunctionName}' });
    expect(propertiesOf(result, 'ApiFunction')?.FunctionName).toEqual({ Ref: 'ApiFunctionName' });
  });

  it('keeps its name as a parameter if the function is not in the drop', () => {
    expect(propertiesOf(made([logs]), 'ApiLogGroup')?.LogGroupName).toEqual({ Ref: 'ApiLogGroupName' });
  });
});
