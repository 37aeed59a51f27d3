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
} from '../assembly/samples.ts';

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

describe('a name that nothing but its place gives away', () => {
  const group = exported(
    'AWS::ElastiCache::SubnetGroup',
    { CacheSubnetGroupName: 'data', Description: 'd', SubnetIds: [] },
    { name: 'data', ref: 'data' },
  );
  const cluster = (type: string, properties: JsonObject) => exported(type, properties, { name: 'sessions' });

  it('is a reference where the property is called after a type of the same service', () => {
    const cache = cluster('AWS::ElastiCache::ReplicationGroup', {
      ReplicationGroupDescription: 'data',
      CacheSubnetGroupName: 'data',
    });
    const [id = '', other = ''] = Object.keys(made([group, cache]).template.Resources).sort();
    const properties = [id, other].map((each) => propertiesOf(made([group, cache]), each));
    expect(properties).toContainEqual({
      ReplicationGroupDescription: 'data',
      CacheSubnetGroupName: { Ref: expect.any(String) },
    });
  });

  it("stays a literal where it is called after another service's", () => {
    const database = cluster('AWS::RDS::DBInstance', { DBSubnetGroupName: 'data' });
    const result = made([group, database]);
    const there = Object.values(result.template.Resources).find(({ Type }) => Type === 'AWS::RDS::DBInstance');
    expect(there?.Properties?.DBSubnetGroupName).toBe('data');
  });

  it('is a role where a service is told its role', () => {
    const emr = cluster('AWS::EMR::Cluster', { ServiceRole: 'api', Name: 'api' });
    const result = made([role, emr]);
    const there = Object.values(result.template.Resources).find(({ Type }) => Type === 'AWS::EMR::Cluster');
    expect(there?.Properties?.ServiceRole).toEqual({ Ref: expect.any(String) });
  });

  it('is the log group that containers write to', () => {
    const log = exported('AWS::Logs::LogGroup', { LogGroupName: 'web' }, { name: 'web', ref: 'web' });
    const task = cluster('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [
        { Name: 'web', LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': 'web' } } },
      ],
    });
    const there = Object.values(made([log, task]).template.Resources).find(({ Type }) => Type.includes('Task'));
    expect(JSON.stringify(there)).toContain('"awslogs-group":{"Ref":');
  });

  it('is a function in what an API calls', () => {
    const uri = `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/arn:aws:lambda:${region}:${account}:function:api/invocations`;
    const method = cluster('AWS::ApiGateway::Method', {
      HttpMethod: 'GET',
      Integration: { Type: 'AWS_PROXY', Uri: uri },
    });
    const there = Object.values(made([role, lambda({}), method]).template.Resources).find(({ Type }) =>
      Type.includes('Method'),
    );
    expect(JSON.stringify(there)).toContain('functions/${ApiFunction.Arn}/invocations');
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
    const inVpc = group('web', 'sg-0aaaaaaaaaaaaaaa1', { VpcId: vpc.ref });
    const result = made([scaling, alarm, inVpc, vpc, table]);
    expect(propertiesOf(result, 'WebSecurityGroup')?.GroupName).toBe('web');
    expect(JSON.stringify(propertiesOf(result, 'WebTable'))).not.toMatch(/Ref|GetAtt/);
    expect(propertiesOf(result, 'WebAlarm')).toMatchObject({
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

  it('belongs to each where the place says which is meant: an instance profile is often called like its role', () => {
    const profile = exported(
      'AWS::IAM::InstanceProfile',
      { InstanceProfileName: 'api', Roles: ['api'] },
      { name: 'api', ref: 'api' },
    );
    const instance = exported('AWS::EC2::Instance', { IamInstanceProfile: 'api' }, { name: 'web' });
    const result = made([role, profile, instance]);
    expect(propertiesOf(result, 'WebInstance')?.IamInstanceProfile).toEqual({ Ref: 'ApiInstanceProfile' });
    expect(propertiesOf(result, 'ApiInstanceProfile')).toEqual({ Roles: [{ Ref: 'ApiRole' }] });
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
