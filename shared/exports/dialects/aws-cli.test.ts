import type { JsonValue } from '#schemas/json.ts';
import { awsCli } from './aws-cli.ts';

const read = (value: JsonValue, file = 'output.json') => awsCli.read({ pointer: '', value }, { file });

/** What was read, in one line each: the type, where it goes, its first identifier and where it stood. */
const told = (value: JsonValue, file?: string) => {
  const { resources, orphans } = read(value, file);
  return [...resources, ...orphans.map(({ resource }) => resource)].map(
    ({ type, under, identifiers, source }) => `${type ?? '?'}${under} ${identifiers[0] ?? '-'} ${source.pointer}`,
  );
};

const role = 'arn:aws:iam::111122223333:role/shop';

describe('the output of a command is told by its keys', () => {
  it.each<[string, JsonValue, string[]]>([
    [
      'describe-instances',
      {
        Reservations: [
          { OwnerId: '111122223333', Instances: [{ InstanceId: 'i-1', ImageId: 'ami-1', InstanceType: 't3.small' }] },
        ],
      },
      ['AWS::EC2::Instance i-1 /Reservations/0/Instances/0'],
    ],
    [
      'describe-vpc-attribute',
      { VpcId: 'vpc-1', EnableDnsSupport: { Value: true } },
      ['AWS::EC2::VPC/EnableDnsSupport vpc-1 /EnableDnsSupport/Value'],
    ],
    [
      'get-function',
      {
        Configuration: { FunctionName: 'f', FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:f' },
        Code: { RepositoryType: 'S3' },
        Tags: { a: 'b' },
      },
      [
        'AWS::Lambda::Function f /Configuration',
        'AWS::Lambda::Function/Code f /Code',
        'AWS::Lambda::Function/Tags f /Tags',
      ],
    ],
    [
      'get-function-configuration',
      {
        FunctionName: 'f',
        FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:f',
        CodeSha256: 'x',
        Role: role,
      },
      ['AWS::Lambda::Function f '],
    ],
    [
      'get-role-policy',
      { RoleName: 'shop', PolicyName: 'p', PolicyDocument: {} },
      ['AWS::IAM::Role/RolePolicyList/0 shop '],
    ],
    [
      'get-queue-attributes',
      { Attributes: { QueueArn: 'arn:aws:sqs:eu-west-1:111122223333:q', DelaySeconds: '0' } },
      ['AWS::SQS::Queue arn:aws:sqs:eu-west-1:111122223333:q /Attributes'],
    ],
    [
      'get-topic-attributes',
      { Attributes: { TopicArn: 'arn:aws:sns:eu-west-1:111122223333:t', Owner: '111122223333' } },
      ['AWS::SNS::Topic arn:aws:sns:eu-west-1:111122223333:t /Attributes'],
    ],
    [
      'elbv2 describe-rules, which shares its key with events list-rules',
      {
        Rules: [
          {
            RuleArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/1',
            Actions: [],
            Conditions: [],
          },
        ],
      },
      [
        'AWS::ElasticLoadBalancingV2::ListenerRule arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/1 /Rules/0',
      ],
    ],
    [
      'events list-rules',
      { Rules: [{ Name: 'r', Arn: 'arn:aws:events:eu-west-1:111122223333:rule/r', State: 'ENABLED' }] },
      ['AWS::Events::Rule r /Rules/0'],
    ],
    [
      'eks list-clusters has names only, ecs describe-clusters has not',
      { clusters: [{ clusterArn: 'a', clusterName: 'c' }] },
      ['AWS::ECS::Cluster c /clusters/0'],
    ],
    [
      "an instance's own NetworkInterfaces are part of it",
      {
        InstanceId: 'i-1',
        ImageId: 'ami-1',
        InstanceType: 't3.small',
        NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', MacAddress: 'x' }],
      },
      ['AWS::EC2::Instance i-1 '],
    ],
    [
      'a database of DocumentDB among those of RDS',
      { DBClusters: [{ DBClusterIdentifier: 'd', Engine: 'docdb', DBClusterArn: 'x' }] },
      ['AWS::DocDB::DBCluster d /DBClusters/0'],
    ],
    [
      'what --query "Vpcs[]" leaves',
      [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', DhcpOptionsId: 'd' }],
      ['AWS::EC2::VPC vpc-1 /0'],
    ],
    [
      'what --query "Reservations[].Instances" leaves',
      [[{ InstanceId: 'i-1', ImageId: 'ami-1', InstanceType: 't3.small' }]],
      ['AWS::EC2::Instance i-1 /0/0'],
    ],
    [
      'pages in a list, as --output yaml-stream prints them',
      [
        { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: 'c', DhcpOptionsId: 'd' }] },
        { Vpcs: [{ VpcId: 'vpc-2', CidrBlock: 'c', DhcpOptionsId: 'd' }] },
      ],
      ['AWS::EC2::VPC vpc-1 /0/Vpcs/0', 'AWS::EC2::VPC vpc-2 /1/Vpcs/0'],
    ],
    [
      'get-bucket-versioning, by the bucket its policy speaks of',
      { Policy: '{"Statement":[{"Action":"s3:*","Resource":["arn:aws:s3:::shop","arn:aws:s3:::shop/*"]}]}' },
      ['AWS::S3::Bucket/Policy shop /Policy'],
    ],
    [
      "lambda get-policy, by the function's ARN",
      {
        Policy:
          '{"Statement":[{"Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:eu-west-1:111122223333:function:f"}]}',
        RevisionId: 'x',
      },
      ['AWS::Lambda::Function/Policy f /Policy'],
    ],
    [
      'tags of many, by ARN',
      { ResourceTagMappingList: [{ ResourceARN: role, Tags: [{ Key: 'a', Value: 'b' }] }] },
      [`AWS::IAM::Role/Tags ${role} /ResourceTagMappingList/0/Tags`],
    ],
  ])('%s', (_, output, expected) => {
    expect(awsCli.recognise(output)).toBe(true);
    expect(told(output)).toEqual(expected);
  });
});

describe('an output that does not say whose it is waits for its subject', () => {
  it.each<[string, JsonValue, string]>([
    ['get-bucket-versioning', { Status: 'Enabled', MFADelete: 'Disabled' }, 'AWS::S3::Bucket'],
    ['get-bucket-encryption', { ServerSideEncryptionConfiguration: { Rules: [] } }, 'AWS::S3::Bucket'],
    ['get-bucket-location of us-east-1', { LocationConstraint: null }, 'AWS::S3::Bucket'],
    ['describe-time-to-live', { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } }, 'AWS::DynamoDB::Table'],
    [
      'list-attached-role-policies',
      { AttachedPolicies: [{ PolicyName: 'p', PolicyArn: 'x' }], IsTruncated: false },
      'AWS::IAM::Role',
    ],
    [
      'describe-target-group-attributes',
      { Attributes: [{ Key: 'stickiness.enabled', Value: 'false' }] },
      'AWS::ElasticLoadBalancingV2::TargetGroup',
    ],
    [
      'describe-load-balancer-attributes',
      { Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '60' }] },
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
    ],
    [
      'list-targets-by-rule',
      { Targets: [{ Id: '1', Arn: 'arn:aws:sqs:eu-west-1:111122223333:q' }] },
      'AWS::Events::Rule',
    ],
    ['get-routes', { Items: [{ RouteId: 'r', RouteKey: '$default' }] }, 'AWS::ApiGatewayV2::Api'],
  ])('%s', (_, output, subjectType) => {
    const { resources, orphans } = read(output, 'get-bucket-versioning.json');
    expect(resources).toEqual([]);
    expect(orphans).toMatchObject([{ subjectType }]);
  });

  it('asks for the command in the name of the file where two commands print the same', () => {
    expect(() => read({ Status: 'Enabled' })).toThrow(/get-bucket-versioning or get-bucket-accelerate-configuration/);
    expect(read({ Status: 'Enabled' }, 'shop/get-bucket-accelerate-configuration.json').orphans).toMatchObject([
      { resource: { under: '/AccelerateConfiguration' } },
    ]);
  });
});

describe('nothing is left out silently', () => {
  it('what an unknown command lists is told by its structure', () => {
    const arn = 'arn:aws:synthetics:eu-west-1:111122223333:canary:c';
    const output = { Canaries: [{ Name: 'c', CanaryArn: arn, ExecutionRoleArn: role, RuntimeVersion: 'syn-1' }] };
    expect(read(output).resources).toMatchObject([
      { type: 'AWS::Synthetics::Canary', called: 'Canaries[]', identifiers: ['c', arn], region: 'eu-west-1' },
    ]);
  });

  it('what is like nothing goes on without a type, to be told of as lost', () => {
    const arn = 'arn:aws:braket:eu-west-1:111122223333:quantum-task/q';
    const [resource] = read({ quantumTasks: [{ quantumTaskArn: arn, shots: 100 }] }).resources;
    expect(resource).toMatchObject({ called: 'quantumTasks[]', identifiers: [arn], region: 'eu-west-1' });
    expect(resource).not.toHaveProperty('type');
  });

  it('what stands beside the known keys goes on too', () => {
    expect(
      told({ Vpcs: [{ VpcId: 'v', CidrBlock: 'c', DhcpOptionsId: 'd' }], Extra: { some: 'thing' }, NextToken: 'x' }),
    ).toEqual(['AWS::EC2::VPC v /Vpcs/0', '? - /Extra']);
  });

  it.each<[JsonValue, RegExp]>([
    [{ TableNames: ['a', 'b'] }, /run aws dynamodb describe-table/],
    [{ QueueUrls: ['https://sqs'] }, /run aws sqs get-queue-attributes/],
    [{ clusters: ['a'] }, /run aws eks describe-cluster/],
    [{ Vpcs: [] }, /lists nothing/],
    [{ Policies: [{ PolicyName: 'p', Arn: 'arn:aws:iam::aws:policy/p', DefaultVersionId: 'v1' }] }, /AWS manages/],
    [{ KeyMetadata: { KeyId: 'k', KeyUsage: 'u', KeyState: 's', KeyManager: 'AWS' } }, /AWS manages/],
  ])('%j says what is the matter', (output, reason) => {
    expect(read(output)).toMatchObject({ resources: [], orphans: [], notes: [expect.stringMatching(reason)] });
  });

  it.each<[JsonValue]>([
    [{ name: 'dropforge', version: '1.0.0', dependencies: { yaml: '2' } }],
    [[1, 2]],
    [{}],
    [{ users: [{ id: 1 }] }],
  ])('%j is not taken for an output', (value) => {
    expect(awsCli.recognise(value)).toBe(false);
  });
});

describe('where a resource is, and whose, comes from what names it', () => {
  it.each<[JsonValue, object]>([
    [
      { Table: { TableName: 't', KeySchema: [], TableArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/t' } },
      { region: 'eu-west-1', account: '111122223333' },
    ],
    [
      { Volumes: [{ VolumeId: 'vol-1', Size: 8, VolumeType: 'gp3', AvailabilityZone: 'us-gov-west-1a' }] },
      { region: 'us-gov-west-1' },
    ],
    [
      { Vpcs: [{ VpcId: 'v', CidrBlock: 'c', DhcpOptionsId: 'd', OwnerId: '111122223333' }] },
      { account: '111122223333' },
    ],
  ])('%j', (output, expected) => {
    expect(read(output).resources).toMatchObject([expected]);
  });
});
