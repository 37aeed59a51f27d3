import fc from 'fast-check';
import type { JsonObject } from '#schemas/json.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import type { ExportedResource, TemplateSections } from '#shared/exports/resource.ts';
import type { MappedResource } from '../mapped.ts';
import { assemble } from './assemble.ts';

const registry = loadRegistry();
const account = '111122223333';
const region = 'eu-west-1';

const part = (file: string, extra: Partial<ExportedResource> = {}): ExportedResource => ({
  source: { file, pointer: '' },
  under: '',
  dialect: 'aws-cli',
  called: 'x',
  identifiers: [],
  account,
  region,
  properties: {},
  ...extra,
});

type Made = Partial<Omit<MappedResource, 'type' | 'properties'>>;

const exported = (type: string, properties: JsonObject, more: Made = {}): MappedResource => ({
  type,
  properties,
  returns: {},
  parts: [part(`${more.name ?? type}.json`)],
  traces: [],
  ...more,
});

/** A resource as a template in `file` has it. */
const written = (
  file: string,
  logicalId: string,
  type: string,
  properties: JsonObject,
  attributes: JsonObject = {},
) => {
  const source = { file, pointer: `/Resources/${logicalId}/Properties` };
  const {
    account: _,
    region: __,
    ...own
  } = part(file, { source, dialect: 'cloudformation', type, logicalId, properties, attributes });
  return exported(type, properties, { parts: [own] });
};

const made = (resources: readonly MappedResource[], templates: readonly TemplateSections[] = []) =>
  assemble({ title: 'shop', files: [], templates, resources, traces: [] }, registry);

const propertiesOf = (assembled: ReturnType<typeof made>, id: string) => assembled.template.Resources[id]?.Properties;

const vpc = exported(
  'AWS::EC2::VPC',
  { CidrBlock: '10.0.0.0/16' },
  { name: 'shop', ref: 'vpc-0a1b2c3d4e5f60718', returns: { VpcId: 'vpc-0a1b2c3d4e5f60718' } },
);
const queue = exported(
  'AWS::SQS::Queue',
  { QueueName: 'orders' },
  {
    name: 'orders',
    ref: `https://sqs.${region}.amazonaws.com/${account}/orders`,
    returns: { Arn: `arn:aws:sqs:${region}:${account}:orders` },
  },
);
const table = exported(
  'AWS::DynamoDB::Table',
  { TableName: 'web', KeySchema: [] },
  { name: 'web', ref: 'web', returns: { Arn: `arn:aws:dynamodb:${region}:${account}:table/web` } },
);
const role = exported(
  'AWS::IAM::Role',
  { RoleName: 'api', AssumeRolePolicyDocument: {} },
  { name: 'api', ref: 'api', returns: { Arn: `arn:aws:iam::${account}:role/api` } },
);

const group = (name: string, id: string, properties: JsonObject) =>
  exported(
    'AWS::EC2::SecurityGroup',
    { GroupName: name, GroupDescription: name, ...properties },
    { name, ref: id, returns: { GroupId: id } },
  );

const lambda = (properties: JsonObject) =>
  exported(
    'AWS::Lambda::Function',
    { FunctionName: 'api', Code: {}, Role: `arn:aws:iam::${account}:role/api`, ...properties },
    { name: 'api', ref: 'api', returns: { Arn: `arn:aws:lambda:${region}:${account}:function:api` } },
  );

describe('wiring', () => {
  it('turns ids, ARNs and URLs of resources in the drop into references', () => {
    const subnet = exported(
      'AWS::EC2::Subnet',
      { VpcId: 'vpc-0a1b2c3d4e5f60718', AvailabilityZone: 'eu-west-1a' },
      { name: 'a' },
    );
    const result = made([
      vpc,
      subnet,
      queue,
      table,
      role,
      lambda({ Environment: { Variables: { QUEUE_URL: queue.ref, QUEUE_ARN: queue.returns.Arn } } }),
    ]);
    expect(propertiesOf(result, 'ASubnet')).toMatchObject({
      VpcId: { Ref: 'ShopVpc' },
      AvailabilityZone: { 'Fn::Sub': '${AWS::Region}a' },
    });
    expect(propertiesOf(result, 'ApiFunction')).toMatchObject({
      Role: { 'Fn::GetAtt': ['ApiRole', 'Arn'] },
      Environment: {
        Variables: { QUEUE_URL: { Ref: 'OrdersQueue' }, QUEUE_ARN: { 'Fn::GetAtt': ['OrdersQueue', 'Arn'] } },
      },
    });
  });

  it('never takes a common word for a reference, but where its place says that it is one', () => {
    const result = made([
      table,
      role,
      lambda({
        Handler: 'web',
        Environment: { Variables: { MODE: 'web', TABLE_NAME: 'web' } },
        Tags: [{ Key: 'Table', Value: 'web' }],
      }),
    ]);
    expect(propertiesOf(result, 'ApiFunction')).toMatchObject({
      FunctionName: 'api',
      Handler: 'web',
      Environment: { Variables: { MODE: 'web', TABLE_NAME: { Ref: 'WebTable' } } },
      Tags: [{ Key: 'Table', Value: 'web' }],
    });
  });

  it('refers from within longer strings, and escapes what is no reference there', () => {
    const bucket = exported(
      'AWS::S3::Bucket',
      { BucketName: 'pictures' },
      { name: 'pictures', ref: 'pictures', returns: { Arn: 'arn:aws:s3:::pictures' } },
    );
    const policy = exported(
      'AWS::IAM::ManagedPolicy',
      {
        PolicyDocument: {
          Statement: [
            {
              Resource: [
                'arn:aws:s3:::pictures/${aws:username}/*',
                'arn:aws:s3:::pictures-old/*',
                `arn:aws:logs:${region}:${account}:*`,
                'arn:aws:iam::aws:policy/ReadOnlyAccess',
              ],
            },
          ],
        },
      },
      { name: 'use' },
    );
    const document = propertiesOf(made([bucket, policy]), 'UseManagedPolicy')?.PolicyDocument;
    expect(document).toEqual({
      Statement: [
        {
          Resource: [
            { 'Fn::Sub': '${PicturesBucket.Arn}/${!aws:username}/*' },
            { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::pictures-old/*' },
            { 'Fn::Sub': 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*' },
            { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess' },
          ],
        },
      ],
    });
  });

  it('keeps what is of another account, and says so', () => {
    const result = made([role, lambda({ Layers: [`arn:aws:lambda:${region}:999988887777:layer:tools:1`] })]);
    expect(propertiesOf(result, 'ApiFunction')?.Layers).toEqual([
      { 'Fn::Sub': 'arn:${AWS::Partition}:lambda:${AWS::Region}:999988887777:layer:tools:1' },
    ]);
    expect(result.findings).toContainEqual(expect.objectContaining({ rule: 'foreign-account', severity: 'INFO' }));
  });

  it('finds hosts in connection strings and at the end of longer names', () => {
    const database = exported(
      'AWS::RDS::DBInstance',
      { DBInstanceIdentifier: 'shop' },
      { name: 'shop', ref: 'shop', returns: { 'Endpoint.Address': 'shop.c1abc.eu-west-1.rds.amazonaws.com' } },
    );
    const result = made([
      database,
      role,
      lambda({ Environment: { Variables: { DSN: 'host=shop.c1abc.eu-west-1.rds.amazonaws.com;port=5432' } } }),
    ]);
    expect(propertiesOf(result, 'ApiFunction')?.Environment).toEqual({
      Variables: { DSN: { 'Fn::Sub': 'host=${ShopDatabase.Endpoint.Address};port=5432' } },
    });
  });

  it('makes rules of their own of security groups that name each other, without allowing more than before', () => {
    const web = group('web', 'sg-0aaaaaaaaaaaaaaa1', {
      SecurityGroupEgress: [
        { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, DestinationSecurityGroupId: 'sg-0aaaaaaaaaaaaaaa2' },
      ],
    });
    const app = group('app', 'sg-0aaaaaaaaaaaaaaa2', {
      SecurityGroupIngress: [
        { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourceSecurityGroupId: 'sg-0aaaaaaaaaaaaaaa1' },
        { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '10.0.0.0/8' },
        { IpProtocol: '-1', SourceSecurityGroupId: 'sg-0aaaaaaaaaaaaaaa2' },
      ],
      SecurityGroupEgress: [{ IpProtocol: '-1', DestinationSecurityGroupId: 'sg-0aaaaaaaaaaaaaaa2' }],
    });
    const traced = {
      ...app,
      traces: [0, 1, 2].map((at) => ({
        outcome: 'carried' as const,
        source: { file: 'f', pointer: `/${at}` },
        to: `/SecurityGroupIngress/${at}/IpProtocol`,
      })),
    };
    const result = made([web, traced]);
    expect(propertiesOf(result, 'AppIngressFromWeb80')).toEqual({
      IpProtocol: 'tcp',
      FromPort: 80,
      ToPort: 80,
      GroupId: { Ref: 'AppSecurityGroup' },
      SourceSecurityGroupId: { Ref: 'WebSecurityGroup' },
    });
    expect(propertiesOf(result, 'AppIngressFromItself')).toMatchObject({
      GroupId: { Ref: 'AppSecurityGroup' },
      SourceSecurityGroupId: { Ref: 'AppSecurityGroup' },
    });
    expect(propertiesOf(result, 'AppSecurityGroup')).toMatchObject({
      SecurityGroupIngress: [{ CidrIp: '10.0.0.0/8' }],
      SecurityGroupEgress: [{ CidrIp: '127.0.0.1/32' }],
    });
    expect(propertiesOf(result, 'WebSecurityGroup')).toMatchObject({
      SecurityGroupEgress: [{ DestinationSecurityGroupId: { Ref: 'AppSecurityGroup' } }],
    });
    expect(result.fidelity.entries.map((entry) => entry.outcome === 'carried' && entry.to)).toEqual([
      'Resources/AppIngressFromWeb80/Properties/IpProtocol',
      'Resources/AppSecurityGroup/Properties/SecurityGroupIngress/0/IpProtocol',
      'Resources/AppIngressFromItself/Properties/IpProtocol',
    ]);
  });

  it('leaves one side of any other cycle literal, and names the path', () => {
    const circular = {
      ...role,
      properties: {
        ...role.properties,
        Policies: [
          {
            PolicyName: 'p',
            PolicyDocument: { Statement: [{ Resource: `arn:aws:lambda:${region}:${account}:function:api` }] },
          },
        ],
      },
    };
    const result = made([circular, lambda({})]);
    expect(propertiesOf(result, 'ApiFunction')?.Role).toEqual({ 'Fn::GetAtt': ['ApiRole', 'Arn'] });
    expect(JSON.stringify(propertiesOf(result, 'ApiRole'))).toContain('${AWS::AccountId}:function:api');
    expect(result.findings).toContainEqual(
      expect.objectContaining({
        rule: 'circular-reference-cut',
        message: expect.stringContaining('ApiFunction -> ApiRole -> ApiFunction'),
      }),
    );
  });

  it('tells CloudFormation what must be there first', () => {
    const gateway = exported('AWS::EC2::InternetGateway', {}, { name: 'shop', ref: 'igw-0a1b2c3d4e5f60718' });
    const attachment = exported('AWS::EC2::VPCGatewayAttachment', { VpcId: vpc.ref, InternetGatewayId: gateway.ref });
    const routes = exported(
      'AWS::EC2::RouteTable',
      { VpcId: vpc.ref },
      { name: 'public', ref: 'rtb-0a1b2c3d4e5f60718' },
    );
    const route = exported('AWS::EC2::Route', {
      RouteTableId: routes.ref,
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: gateway.ref,
    });
    expect(
      made([vpc, gateway, attachment, routes, route]).template.Resources.PublicRouteTableRouteDefault,
    ).toMatchObject({ DependsOn: 'ShopVpcGatewayAttachment' });
  });

  it('names no launch template version that the new one will not have', () => {
    const launch = exported(
      'AWS::EC2::LaunchTemplate',
      { LaunchTemplateName: 'web', LaunchTemplateData: {} },
      { name: 'web', ref: 'lt-0a1b2c3d4e5f60718' },
    );
    const scaling = exported(
      'AWS::AutoScaling::AutoScalingGroup',
      { MinSize: '1', MaxSize: '2', LaunchTemplate: { LaunchTemplateId: launch.ref, Version: '7' } },
      { name: 'web' },
    );
    expect(propertiesOf(made([launch, scaling]), 'WebAutoScalingGroup')?.LaunchTemplate).toEqual({
      LaunchTemplateId: { Ref: 'WebLaunchTemplate' },
      Version: { 'Fn::GetAtt': ['WebLaunchTemplate', 'LatestVersionNumber'] },
    });
  });
});

describe('what could be taken for a reference', () => {
  const scaling = exported(
    'AWS::AutoScaling::AutoScalingGroup',
    { AutoScalingGroupName: 'web', MinSize: '1', MaxSize: '1' },
    { name: 'web', ref: 'web' },
  );
  const alarm = exported(
    'AWS::CloudWatch::Alarm',
    {
      AlarmName: 'web',
      MetricName: 'CPUUtilization',
      Dimensions: [
        { Name: 'AutoScalingGroupName', Value: 'web' },
        { Name: 'Stage', Value: 'web' },
      ],
    },
    { name: 'web', ref: 'web' },
  );

  it('stays literal where it is a name of its own', () => {
    const result = made([scaling, alarm, group('web', 'sg-0aaaaaaaaaaaaaaa1', {}), table]);
    expect(propertiesOf(result, 'WebSecurityGroup')?.GroupName).toBe('web');
    expect(propertiesOf(result, 'WebTable')?.TableName).toBe('web');
    expect(propertiesOf(result, 'WebAlarm')).toMatchObject({
      AlarmName: 'web',
      Dimensions: [{ Value: { Ref: 'WebAutoScalingGroup' } }, { Value: 'web' }],
    });
  });

  it('belongs to the one whose id it is, not to all that show it', () => {
    const policy = exported(
      'AWS::SQS::QueuePolicy',
      { Queues: [queue.ref ?? ''], PolicyDocument: {} },
      { ref: queue.ref ?? '' },
    );
    const result = made([queue, policy, role, lambda({ Environment: { Variables: { TARGET: queue.ref } } })]);
    expect(propertiesOf(result, 'OrdersQueuePolicy')?.Queues).toEqual([{ Ref: 'OrdersQueue' }]);
    expect(propertiesOf(result, 'ApiFunction')?.Environment).toEqual({ Variables: { TARGET: { Ref: 'OrdersQueue' } } });
  });

  it('is not a neighbour whose name begins alike', () => {
    const long = exported('AWS::SNS::Subscription', {
      TopicArn: `arn:aws:sns:${region}:${account}:orders-eu`,
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:${region}:${account}:orders-dead`,
    });
    const result = made([queue, long]);
    expect(JSON.stringify(propertiesOf(result, 'Subscriptionsqs') ?? result.template.Resources)).not.toContain(
      'OrdersQueue.',
    );
  });
});

describe('secrets and values that no export shows', () => {
  it('become parameters without a default, a secret one NoEcho', () => {
    const result = made([
      role,
      lambda({
        Code: { S3Bucket: { 'Dropforge::Parameter': { name: 'CodeS3Bucket', description: 'The bucket of the code' } } },
        Environment: { Variables: { DB_PASSWORD: { 'Dropforge::Secret': { hint: 'DB_PASSWORD' } } } },
      }),
    ]);
    expect(propertiesOf(result, 'ApiFunction')).toMatchObject({
      Code: { S3Bucket: { Ref: 'ApiFunctionCodeS3Bucket' } },
      Environment: { Variables: { DB_PASSWORD: { Ref: 'ApiFunctionDbPassword' } } },
    });
    expect(result.template.Parameters).toMatchObject({
      ApiFunctionDbPassword: { Type: 'String', NoEcho: true },
      ApiFunctionCodeS3Bucket: { Type: 'String' },
    });
    expect(result.yaml).not.toMatch(/Default|Dropforge::/);
  });

  it('lose the default that a template gave them', () => {
    const sections = {
      Parameters: {
        Password: { Type: 'String', NoEcho: true, Default: { 'Dropforge::Secret': { hint: 'Password' } } },
      },
    };
    const result = made(
      [written('a.yaml', 'Topic', 'AWS::SNS::Topic', { DisplayName: { Ref: 'Password' } })],
      [{ source: { file: 'a.yaml', pointer: '' }, sections }],
    );
    expect(result.template.Parameters).toEqual({ Password: { Type: 'String', NoEcho: true } });
  });
});

describe('several templates in one', () => {
  const sections = (file: string, value: JsonObject): TemplateSections => ({
    source: { file, pointer: '' },
    sections: value,
  });

  it('keep the logical ids they have', () => {
    expect(
      Object.keys(made([written('a.yaml', 'MyVpc', 'AWS::EC2::VPC', { CidrBlock: '10.0.0.0/8' })]).template.Resources),
    ).toEqual(['MyVpc']);
  });

  it('share what is the same, and rename what differs with all that refers to it', () => {
    const topic = (file: string, name: string) => written(file, 'Topic', 'AWS::SNS::Topic', { DisplayName: name });
    const subscription = (file: string) =>
      written(
        file,
        `Sub${file.charAt(0)}`,
        'AWS::SNS::Subscription',
        { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs' },
        { DependsOn: ['Topic'] },
      );
    const resources = [
      topic('a.yaml', 'x'),
      subscription('a.yaml'),
      topic('b.yaml', 'y'),
      subscription('b.yaml'),
      topic('c.yaml', 'x'),
      subscription('c.yaml'),
    ];
    const outputs = ['a.yaml', 'b.yaml'].map((file) =>
      sections(file, { Outputs: { [`Out${file.charAt(0)}`]: { Value: { 'Fn::GetAtt': ['Topic', 'TopicName'] } } } }),
    );
    const result = made(resources, outputs);
    expect(propertiesOf(result, 'Suba')?.TopicArn).toEqual({ Ref: 'Topic' });
    expect(propertiesOf(result, 'Subb')?.TopicArn).toEqual({ Ref: 'Topic2' });
    expect(propertiesOf(result, 'Subc')?.TopicArn).toEqual({ Ref: 'Topic' });
    expect(result.template.Resources.Subb?.DependsOn).toEqual(['Topic2']);
    expect(result.template.Outputs).toMatchObject({
      Outa: { Value: { 'Fn::GetAtt': ['Topic', 'TopicName'] } },
      Outb: { Value: { 'Fn::GetAtt': ['Topic2', 'TopicName'] } },
    });
    expect(result.findings).toContainEqual(
      expect.objectContaining({ rule: 'logical-id-renamed', logicalId: 'Topic2' }),
    );
  });

  it('merge parameters, conditions and mappings with collisions resolved', () => {
    const own = (file: string, value: string) =>
      sections(file, {
        Parameters: { Stage: { Type: 'String', Default: value } },
        Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
      });
    const result = made(
      ['a', 'b'].map((file) =>
        written(
          `${file}.yaml`,
          `Q${file}`,
          'AWS::SQS::Queue',
          { QueueName: { Ref: 'Stage' } },
          { Condition: 'IsProd' },
        ),
      ),
      [own('a.yaml', '1'), own('b.yaml', '2')],
    );
    expect(Object.keys(result.template.Parameters ?? {})).toEqual(['Stage', 'Stage2']);
    expect(result.template.Conditions).toEqual({
      IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
      IsProd2: { 'Fn::Equals': [{ Ref: 'Stage2' }, 'prod'] },
    });
    expect(result.template.Resources.Qb).toMatchObject({
      Condition: 'IsProd2',
      Properties: { QueueName: { Ref: 'Stage2' } },
    });
  });

  it('ask for what none of them defines', () => {
    const result = made([
      written('a.yaml', 'Fn', 'AWS::Lambda::Function', { Role: { 'Fn::GetAtt': ['MyRole', 'Arn'] }, Code: {} }),
      written('a.yaml', 'Net', 'AWS::EC2::Subnet', { VpcId: { Ref: 'Vpc' } }),
    ]);
    expect(propertiesOf(result, 'Fn')?.Role).toEqual({ Ref: 'MyRoleArn' });
    expect(result.template.Parameters).toMatchObject({
      MyRoleArn: { Type: 'String' },
      Vpc: { Type: 'AWS::EC2::VPC::Id' },
    });
  });

  it('leave an ARN as it is when nothing tells whose account it is', () => {
    const arn = `arn:aws:sns:${region}:${account}:alerts`;
    expect(
      propertiesOf(made([written('a.yaml', 'Alarm', 'AWS::CloudWatch::Alarm', { AlarmActions: [arn] })]), 'Alarm'),
    ).toEqual({ AlarmActions: [arn] });
  });
});

describe('the template', () => {
  const drop = [
    vpc,
    queue,
    table,
    role,
    lambda({}),
    group('a', 'sg-0aaaaaaaaaaaaaaa1', {}),
    group('a', 'sg-0aaaaaaaaaaaaaaa2', {}),
  ];

  it('is the same bytes whatever the order of the resources', () => {
    const { yaml } = made(drop);
    fc.assert(
      fc.property(fc.shuffledSubarray(drop, { minLength: drop.length }), (shuffled) =>
        expect(made(shuffled).yaml).toBe(yaml),
      ),
      { numRuns: 10 },
    );
  });

  it('goes from the network to what stands on it', () => {
    expect(Object.keys(made(drop).template.Resources)).toEqual([
      'ShopVpc',
      'ASecurityGroup',
      'ASecurityGroup2',
      'ApiRole',
      'WebTable',
      'OrdersQueue',
      'ApiFunction',
    ]);
  });

  it('says so if it is more than CloudFormation takes', () => {
    const many = Array.from({ length: 501 }, (_, at) =>
      exported('AWS::SNS::Topic', { TopicName: `t${at}` }, { name: `t${at}` }),
    );
    expect(made(many).findings).toContainEqual(expect.objectContaining({ rule: 'template-limit', severity: 'ERROR' }));
  });

  it('is for the Region where most resources are, and says so', () => {
    const elsewhere = exported(
      'AWS::SQS::Queue',
      { QueueName: 'far' },
      { name: 'far', parts: [part('far.json', { region: 'us-east-1' })] },
    );
    expect(made([vpc, queue, elsewhere]).findings).toContainEqual(
      expect.objectContaining({ rule: 'several-regions', severity: 'WARN' }),
    );
  });
});
