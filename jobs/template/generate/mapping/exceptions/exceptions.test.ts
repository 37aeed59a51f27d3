import type { JsonObject } from '#schemas/json.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import { mapCollection } from '../map-collection.ts';
import { exceptions } from './index.ts';

const registry = loadRegistry();

const map = (type: string, properties: JsonObject, identifiers: readonly string[] = ['one']) => {
  const resource = { source: { file: 'f.json', pointer: '' }, under: '', called: type, type, identifiers, properties };
  const { resources, traces } = mapCollection({ resources: [{ ...resource, dialect: 'aws-cli' }] }, registry);
  const all = [...traces, ...resources.flatMap((each) => each.traces)];
  return {
    types: resources.map((each) => each.type.replace('AWS::', '')),
    properties: resources.map((each) => each.properties),
    first: resources[0],
    lost: all.filter(({ outcome }) => outcome === 'lost').map(({ source }) => source.pointer),
  };
};

describe('the exceptions table', () => {
  it('has one row a type, for types that exist, each with a link to the AWS page', () => {
    const types = exceptions.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
    for (const { type, page } of exceptions) {
      expect(registry.type(type)?.type).toBe(type);
      expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    }
  });

  it('renames and drops nothing that it also keeps', () => {
    for (const { renames, drops } of exceptions) {
      const dropped = new Set(Object.values(drops ?? {}).flat());
      for (const from of Object.keys(renames ?? {})) expect(dropped.has(from)).toBe(false);
    }
  });
});

describe('what the API shows inside a resource becomes a resource of its own', () => {
  it('a queue’s policy', () => {
    const arn = 'arn:aws:sqs:eu-west-1:111122223333:orders';
    const { properties, first } = map('AWS::SQS::Queue', { QueueArn: arn, Policy: '{"Version":"2012-10-17"}' }, [arn]);
    const url = 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders';
    expect(properties).toEqual([{ QueueName: 'orders' }, { Queues: [url], PolicyDocument: { Version: '2012-10-17' } }]);
    expect(first).toMatchObject({ ref: url, returns: { Arn: arn }, name: 'orders' });
  });

  it('routes and associations, but not what comes by itself', () => {
    const { types, properties, lost } = map('AWS::EC2::RouteTable', {
      RouteTableId: 'rtb-1',
      VpcId: 'vpc-1',
      Routes: [
        { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
        { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', Origin: 'CreateRoute', State: 'active' },
      ],
      Associations: [
        { Main: true, RouteTableAssociationId: 'rtbassoc-0', RouteTableId: 'rtb-1' },
        { Main: false, RouteTableAssociationId: 'rtbassoc-1', RouteTableId: 'rtb-1', SubnetId: 'subnet-1' },
      ],
    });
    expect(types).toEqual(['EC2::RouteTable', 'EC2::Route', 'EC2::SubnetRouteTableAssociation']);
    expect(properties[1]).toEqual({ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', RouteTableId: 'rtb-1' });
    expect(lost).toEqual([]);
  });

  it('the rotation of a secret, which is made without its value', () => {
    const { types, properties } = map('AWS::SecretsManager::Secret', {
      ARN: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-x',
      Name: 'db',
      RotationEnabled: true,
      RotationRules: { AutomaticallyAfterDays: 30 },
      RotationLambdaARN: 'arn:aws:lambda:eu-west-1:111122223333:function:rotate',
    });
    expect(types).toEqual(['SecretsManager::Secret', 'SecretsManager::RotationSchedule']);
    expect(properties[0]).toEqual({ Name: 'db' });
    expect(properties[1]?.RotationRules).toEqual({ AutomaticallyAfterDays: 30 });
  });

  it('the default rule of a listener is nothing of its own', () => {
    expect(map('AWS::ElasticLoadBalancingV2::ListenerRule', { RuleArn: 'a', IsDefault: true }).types).toEqual([]);
  });
});

describe('security group permissions become rules', () => {
  const permission = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
  const group = (IpPermissions: JsonObject[]) =>
    map('AWS::EC2::SecurityGroup', { GroupId: 'sg-1', OwnerId: '111122223333', Description: 'Web', IpPermissions });

  it('one for every range, prefix list and group', () => {
    const { properties, lost } = group([
      {
        ...permission,
        IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'All' }, { CidrIp: '10.0.0.0/8' }],
        Ipv6Ranges: [{ CidrIpv6: '::/0' }],
        PrefixListIds: [{ PrefixListId: 'pl-1' }],
        UserIdGroupPairs: [{ GroupId: 'sg-2', UserId: '111122223333' }],
      },
    ]);
    expect(properties[0]?.SecurityGroupIngress).toEqual([
      { ...permission, CidrIp: '0.0.0.0/0', Description: 'All' },
      { ...permission, CidrIp: '10.0.0.0/8' },
      { ...permission, CidrIpv6: '::/0' },
      { ...permission, SourcePrefixListId: 'pl-1' },
      { ...permission, SourceSecurityGroupId: 'sg-2' },
    ]);
    expect(lost).toEqual([]);
  });

  it('of its own if it is about the group itself', () => {
    const { types, properties } = group([{ ...permission, UserIdGroupPairs: [{ GroupId: 'sg-1' }] }]);
    expect(types).toEqual(['EC2::SecurityGroup', 'EC2::SecurityGroupIngress']);
    expect(properties[1]).toEqual({ ...permission, SourceSecurityGroupId: 'sg-1', GroupId: 'sg-1' });
  });

  it('or one that allows nothing if the group has no egress rule: CloudFormation would add one that allows all', () => {
    const bare = { GroupId: 'sg-1', Description: 'Web', IpPermissionsEgress: [] };
    const { properties, lost } = map('AWS::EC2::SecurityGroup', bare);
    expect(properties[0]?.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '127.0.0.1/32' })]);
    expect(lost).toEqual([]);
    for (const untold of [{}, { IpPermissionsEgress: null }]) {
      const { properties } = map('AWS::EC2::SecurityGroup', { GroupId: 'sg-1', Description: 'Web', ...untold });
      expect(properties[0]?.SecurityGroupEgress).toBeUndefined();
    }
  });

  it('once where AWS Config shows a range twice', () => {
    const { properties } = group([{ ...permission, ipv4Ranges: [{ cidrIp: '10.0.0.0/8' }], ipRanges: ['10.0.0.0/8'] }]);
    expect(properties[0]?.SecurityGroupIngress).toEqual([{ ...permission, CidrIp: '10.0.0.0/8' }]);
  });
});

describe('what could not be deployed is put right', () => {
  it('a function’s code is asked for, and the link to it is not kept', () => {
    const { first, lost } = map('AWS::Lambda::Function', {
      FunctionName: 'f',
      Role: 'r',
      Code: { Location: 'https://x' },
    });
    expect(Object.keys(first?.properties.Code ?? {})).toEqual(['S3Bucket', 'S3Key']);
    expect(JSON.stringify(first?.properties)).not.toContain('https://x');
    expect(lost).toEqual([]);
  });

  it('a database’s password is asked for, unless RDS keeps it', () => {
    const database = { DBInstanceIdentifier: 'd', Engine: 'postgres', MasterUsername: 'admin' };
    expect(map('AWS::RDS::DBInstance', database).first?.properties.MasterUserPassword).toEqual({
      'Dropforge::Secret': { hint: 'MasterUserPassword' },
    });
    const kept = { ...database, MasterUserSecret: { SecretArn: 'arn:aws:x', KmsKeyId: 'k' } };
    expect(map('AWS::RDS::DBInstance', kept).first?.properties).toMatchObject({
      ManageMasterUserPassword: true,
      MasterUserSecret: { KmsKeyId: 'k' },
    });
  });

  it('an on-demand table has no provisioned throughput', () => {
    const zero = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };
    const { first } = map('AWS::DynamoDB::Table', {
      TableName: 't',
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ProvisionedThroughput: zero,
      GlobalSecondaryIndexes: [{ IndexName: 'i', ProvisionedThroughput: zero }],
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: 'arn:aws:kms:x' },
    });
    expect(first?.properties).toEqual({
      TableName: 't',
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [{ IndexName: 'i' }],
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: 'arn:aws:kms:x' },
    });
  });

  it('properties known to break a deployment when echoed are left out', () => {
    expect(map('AWS::S3::Bucket', { Name: 'b', AbacStatus: 'Disabled' }, ['b']).first?.properties).toEqual({
      BucketName: 'b',
    });
  });

  it('tags that AWS sets are left out, whatever shape they came in', () => {
    const { first } = map('AWS::SQS::Queue', { tags: { 'aws:cloudformation:stack-name': 's', team: 'a' } });
    expect(first?.properties.Tags).toEqual([{ Key: 'team', Value: 'a' }]);
  });
});

describe('S3’s several outputs say one bucket', () => {
  const bucket = (properties: JsonObject) => map('AWS::S3::Bucket', properties, ['b']).first?.properties;

  it('lifecycle rules', () => {
    const rule = {
      ID: 'r',
      Status: 'Enabled',
      Filter: { And: { Prefix: 'a/', Tags: [{ Key: 'k', Value: 'v' }] } },
      Expiration: { Days: 7 },
    };
    expect(bucket({ LifecycleConfiguration: { Rules: [rule] } })?.LifecycleConfiguration).toEqual({
      Rules: [
        { Id: 'r', Status: 'Enabled', Prefix: 'a/', TagFilters: [{ Key: 'k', Value: 'v' }], ExpirationInDays: 7 },
      ],
    });
  });

  it('notifications, one configuration an event', () => {
    const configuration = {
      Id: 'x',
      QueueArn: 'arn:aws:sqs:q',
      Events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'],
      Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'a' }] } },
    };
    const Filter = { S3Key: { Rules: [{ Name: 'prefix', Value: 'a' }] } };
    expect(
      bucket({ NotificationConfiguration: { QueueConfigurations: [configuration], EventBridgeConfiguration: {} } })
        ?.NotificationConfiguration,
    ).toEqual({
      QueueConfigurations: [
        { Event: 's3:ObjectCreated:*', Queue: 'arn:aws:sqs:q', Filter },
        { Event: 's3:ObjectRemoved:*', Queue: 'arn:aws:sqs:q', Filter },
      ],
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
  });
});

describe('CloudFront’s lists and switches', () => {
  const origin = {
    Id: 'o',
    DomainName: 'b.s3.amazonaws.com',
    S3OriginConfig: { OriginAccessIdentity: '' },
    CustomHeaders: { Quantity: 0 },
  };
  const DefaultCacheBehavior = {
    TargetOriginId: 'o',
    ViewerProtocolPolicy: 'https-only',
    TrustedSigners: { Enabled: false, Quantity: 0 },
    AllowedMethods: { Quantity: 1, Items: ['GET'], CachedMethods: { Quantity: 1, Items: ['GET'] } },
  };
  const config = {
    Enabled: true,
    Origins: { Quantity: 1, Items: [origin] },
    DefaultCacheBehavior,
    Logging: { Enabled: false, Bucket: '' },
    IsIPV6Enabled: true,
  };

  it('become plain lists, and what is off is left out', () => {
    const { properties, lost } = map('AWS::CloudFront::Distribution', { Id: 'E1', DistributionConfig: config });
    expect(properties[0]?.DistributionConfig).toEqual({
      Enabled: true,
      IPV6Enabled: true,
      Origins: [{ Id: 'o', DomainName: 'b.s3.amazonaws.com', S3OriginConfig: { OriginAccessIdentity: '' } }],
      DefaultCacheBehavior: {
        TargetOriginId: 'o',
        ViewerProtocolPolicy: 'https-only',
        AllowedMethods: ['GET'],
        CachedMethods: ['GET'],
      },
    });
    expect(lost).toEqual([]);
  });

  it('are the same where list-distributions shows them flat', () => {
    const flat = map('AWS::CloudFront::Distribution', { Id: 'E1', Status: 'Deployed', ...config });
    expect(flat.properties).toEqual(
      map('AWS::CloudFront::Distribution', { Id: 'E1', DistributionConfig: config }).properties,
    );
  });
});
