import type { JsonObject, JsonValue } from '#schemas/json.ts';

/** One resource of an imagined account, as the AWS CLI and as AWS Config show it. */
export type Shown = {
  readonly type: string;
  readonly id: string;
  readonly arn: string;
  readonly name?: string;
  /** What the AWS CLI prints of it: an item of a command's list, or the whole of a file of its own. */
  readonly cli: readonly CliItem[];
  readonly configuration: JsonObject;
};

export type CliItem =
  | { readonly list: string; readonly file: string; readonly item: JsonValue }
  | { readonly file: string; readonly whole: JsonObject };

const account = '111122223333';
const region = 'eu-west-1';
const at = '2026-03-01T08:00:00+00:00';

const arn = (service: string, resource: string, place = region) => `arn:aws:${service}:${place}:${account}:${resource}`;
const hex = (prefix: string, unit: number) =>
  `${prefix}-${(0x0a1b2c3d0000000n + BigInt(unit)).toString(16).padStart(17, '0')}`;
const nameOf = (unit: number) => `orders-${String(unit).padStart(5, '0')}`;
const tags = (unit: number): JsonValue => [
  { Key: 'Name', Value: nameOf(unit) },
  { Key: 'team', Value: `team-${unit % 7}` },
];

/** Ten services share a network, as people have it. */
const networkOf = (unit: number) => unit - (unit % 10);
const names = (unit: number) => ({
  vpc: hex('vpc', networkOf(unit)),
  subnet: hex('subnet', unit),
  group: hex('sg', unit),
  role: arn('iam', `role/${nameOf(unit)}`, ''),
  queue: arn('sqs', nameOf(unit)),
  dead: arn('sqs', `${nameOf(unit)}-dead`),
  table: arn('dynamodb', `table/${nameOf(unit)}`),
  topic: arn('sns', nameOf(unit)),
  function: arn('lambda', `function:${nameOf(unit)}`),
});

const policy = (statements: readonly JsonValue[]): JsonObject => ({ Version: '2012-10-17', Statement: statements });
const allow = (actions: readonly string[], resource: string): JsonValue => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resource,
});
const trust = policy([{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }]);

/** AWS Config shows most APIs in camel case. */
const camel = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map((each: JsonValue) => camel(each));
  if (typeof value !== 'object' || value === null) return value;
  const lower = (key: string) => key.charAt(0).toLowerCase() + key.slice(1);
  return Object.fromEntries(Object.entries(value).map(([key, each = null]) => [lower(key), camel(each)]));
};

const listed = (list: string, command: string, item: JsonObject) => ({
  cli: [{ list, file: `${command}.json`, item }],
  configuration: camel(item) as JsonObject,
});

const vpc = (unit: number): Shown => {
  const VpcId = hex('vpc', unit);
  const CidrBlock = `10.${unit % 256}.0.0/16`;
  const item = {
    CidrBlock,
    DhcpOptionsId: 'default',
    State: 'available',
    VpcId,
    OwnerId: account,
    InstanceTenancy: 'default',
    IsDefault: false,
    Tags: tags(unit),
  };
  return {
    type: 'AWS::EC2::VPC',
    id: VpcId,
    arn: arn('ec2', `vpc/${VpcId}`),
    ...listed('Vpcs', 'describe-vpcs', item),
  };
};

const subnet = (unit: number): Shown => {
  const { subnet: SubnetId, vpc: VpcId } = names(unit);
  const item = {
    AvailabilityZone: `${region}a`,
    CidrBlock: `10.${networkOf(unit) % 256}.${unit % 256}.0/24`,
    MapPublicIpOnLaunch: false,
    State: 'available',
    SubnetId,
    VpcId,
    OwnerId: account,
    AvailableIpAddressCount: 251,
    SubnetArn: arn('ec2', `subnet/${SubnetId}`),
    Tags: tags(unit),
  };
  return {
    type: 'AWS::EC2::Subnet',
    id: SubnetId,
    arn: item.SubnetArn,
    ...listed('Subnets', 'describe-subnets', item),
  };
};

const securityGroup = (unit: number): Shown => {
  const { group: GroupId, vpc: VpcId } = names(unit);
  const ranges = { IpRanges: [], Ipv6Ranges: [], PrefixListIds: [] };
  const item = {
    GroupId,
    GroupName: nameOf(unit),
    Description: `Traffic of ${nameOf(unit)}`,
    VpcId,
    OwnerId: account,
    Tags: tags(unit),
    IpPermissions: [
      {
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
        ...ranges,
        UserIdGroupPairs: [{ GroupId: names(networkOf(unit)).group, UserId: account }],
      },
    ],
    IpPermissionsEgress: [{ IpProtocol: '-1', ...ranges, IpRanges: [{ CidrIp: '0.0.0.0/0' }], UserIdGroupPairs: [] }],
  };
  return {
    type: 'AWS::EC2::SecurityGroup',
    id: GroupId,
    arn: arn('ec2', `security-group/${GroupId}`),
    ...listed('SecurityGroups', 'describe-security-groups', item),
  };
};

const role = (unit: number): Shown => {
  const RoleName = nameOf(unit);
  const { role: Arn, queue, table, topic } = names(unit);
  const document = policy([
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], queue),
    allow(['dynamodb:GetItem', 'dynamodb:PutItem'], table),
    allow(['sns:Publish'], topic),
  ]);
  const item = {
    Path: '/',
    RoleName,
    RoleId: `AROA${String(unit).padStart(17, '0')}`,
    Arn,
    CreateDate: at,
    AssumeRolePolicyDocument: trust,
    Description: `Role of ${RoleName}`,
    MaxSessionDuration: 3600,
  };
  const inline = { RoleName, PolicyName: 'service', PolicyDocument: document };
  const configuration = {
    ...(camel({ ...item, AssumeRolePolicyDocument: null }) as JsonObject),
    assumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
    rolePolicyList: [{ policyName: 'service', policyDocument: encodeURIComponent(JSON.stringify(document)) }],
  };
  return {
    type: 'AWS::IAM::Role',
    id: item.RoleId,
    arn: Arn,
    name: RoleName,
    configuration,
    cli: [
      { list: 'Roles', file: 'list-roles.json', item },
      { file: `iam/get-role-policy.${RoleName}.json`, whole: inline },
    ],
  };
};

const lambda = (unit: number): Shown => {
  const { role: Role, function: FunctionArn, subnet: subnetId, group, table, queue } = names(unit);
  const item = {
    FunctionName: nameOf(unit),
    FunctionArn,
    Runtime: 'nodejs24.x',
    Role,
    Handler: 'index.handler',
    CodeSize: 40_000,
    CodeSha256: 'fJSLtWy8VGBJ0gB7ZWy8VGBJ0gB7ZWy8VGBJ0gB7ZWw=',
    Timeout: 30,
    MemorySize: 256,
    LastModified: at,
    Version: '$LATEST',
    Description: `Handles ${nameOf(unit)}`,
    PackageType: 'Zip',
    Architectures: ['arm64'],
    TracingConfig: { Mode: 'Active' },
    EphemeralStorage: { Size: 512 },
    Environment: {
      Variables: {
        TABLE: nameOf(unit),
        TABLE_ARN: table,
        QUEUE_URL: `https://sqs.${region}.amazonaws.com/${account}/${queue.split(':').at(-1)}`,
        STAGE: 'prod',
      },
    },
    VpcConfig: { SubnetIds: [subnetId], SecurityGroupIds: [group], VpcId: names(unit).vpc },
  };
  return {
    type: 'AWS::Lambda::Function',
    id: item.FunctionName,
    arn: FunctionArn,
    name: item.FunctionName,
    ...listed('Functions', 'list-functions', item),
  };
};

const queueNamed = (unit: number, name: string, redrive: string | undefined): Shown => {
  const QueueArn = arn('sqs', name);
  const Attributes = {
    QueueArn,
    ApproximateNumberOfMessages: '0',
    CreatedTimestamp: '1767225600',
    LastModifiedTimestamp: '1767225600',
    VisibilityTimeout: '180',
    MaximumMessageSize: '262144',
    MessageRetentionPeriod: '345600',
    DelaySeconds: '0',
    ReceiveMessageWaitTimeSeconds: '20',
    SqsManagedSseEnabled: 'true',
    ...(redrive === undefined
      ? {}
      : { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: redrive, maxReceiveCount: 5 }) }),
  };
  const url = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
  return {
    type: 'AWS::SQS::Queue',
    id: url,
    arn: QueueArn,
    name,
    configuration: Attributes,
    cli: [{ file: `queues/${unit % 50}/get-queue-attributes.${name}.json`, whole: { Attributes } }],
  };
};

const queue = (unit: number) => queueNamed(unit, nameOf(unit), names(unit).dead);
const deadLetters = (unit: number) => queueNamed(unit, `${nameOf(unit)}-dead`, undefined);

const table = (unit: number): Shown => {
  const TableName = nameOf(unit);
  const item = {
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    TableName,
    TableStatus: 'ACTIVE',
    CreationDateTime: at,
    TableSizeBytes: 123_456,
    ItemCount: 1_234,
    TableArn: names(unit).table,
    TableId: hex('t', unit),
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    DeletionProtectionEnabled: true,
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
  };
  return {
    type: 'AWS::DynamoDB::Table',
    id: TableName,
    arn: names(unit).table,
    name: TableName,
    configuration: camel(item) as JsonObject,
    cli: [{ file: `tables/describe-table.${TableName}.json`, whole: { Table: item } }],
  };
};

const alarm = (unit: number): Shown => {
  const AlarmName = `${nameOf(unit)}-errors`;
  const item = {
    AlarmName,
    AlarmArn: arn('cloudwatch', `alarm:${AlarmName}`),
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [names(unit).topic],
    StateValue: 'OK',
    MetricName: 'Errors',
    Namespace: 'AWS/Lambda',
    Statistic: 'Sum',
    Dimensions: [{ Name: 'FunctionName', Value: nameOf(unit) }],
    Period: 300,
    EvaluationPeriods: 2,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  };
  return {
    type: 'AWS::CloudWatch::Alarm',
    id: AlarmName,
    arn: item.AlarmArn,
    name: AlarmName,
    ...listed('MetricAlarms', 'describe-alarms', item),
  };
};

const bucket = (unit: number): Shown => {
  const Name = `${nameOf(unit)}-${account}`;
  const rules = {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
  };
  return {
    type: 'AWS::S3::Bucket',
    id: Name,
    arn: `arn:aws:s3:::${Name}`,
    name: Name,
    configuration: { name: Name, creationDate: at, owner: { id: 'abc' } },
    cli: [
      { list: 'Buckets', file: 'list-buckets.json', item: { Name, CreationDate: at } },
      { file: `s3/${Name}/get-bucket-versioning.json`, whole: { Status: 'Enabled' } },
      { file: `s3/${Name}/get-bucket-encryption.json`, whole: { ServerSideEncryptionConfiguration: rules } },
    ],
  };
};

const logGroup = (unit: number): Shown => {
  const logGroupName = `/aws/lambda/${nameOf(unit)}`;
  const logGroupArn = arn('logs', `log-group:${logGroupName}`);
  const item = {
    logGroupName,
    creationTime: 1_767_225_600_000,
    retentionInDays: 30,
    metricFilterCount: 0,
    arn: `${logGroupArn}:*`,
    storedBytes: 12_345,
    logGroupClass: 'STANDARD',
    logGroupArn,
  };
  return {
    type: 'AWS::Logs::LogGroup',
    id: logGroupName,
    arn: logGroupArn,
    name: logGroupName,
    ...listed('logGroups', 'describe-log-groups', item),
  };
};

const topic = (unit: number): Shown => {
  const TopicArn = names(unit).topic;
  const Attributes = {
    TopicArn,
    Owner: account,
    DisplayName: nameOf(unit),
    SubscriptionsConfirmed: '1',
    SubscriptionsPending: '0',
    SubscriptionsDeleted: '0',
    EffectiveDeliveryPolicy: '{}',
  };
  return {
    type: 'AWS::SNS::Topic',
    id: TopicArn,
    arn: TopicArn,
    configuration: Attributes,
    cli: [{ file: `topics/get-topic-attributes.${nameOf(unit)}.json`, whole: { Attributes } }],
  };
};

const eventSource = (unit: number): Shown => {
  const UUID = `0a1b2c3d-0000-4000-8000-${unit.toString(16).padStart(12, '0')}`;
  const item = {
    UUID,
    BatchSize: 10,
    MaximumBatchingWindowInSeconds: 0,
    EventSourceArn: names(unit).queue,
    FunctionArn: names(unit).function,
    LastModified: at,
    State: 'Enabled',
    StateTransitionReason: 'USER_INITIATED',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  };
  return {
    type: 'AWS::Lambda::EventSourceMapping',
    id: UUID,
    arn: arn('lambda', `event-source-mapping:${UUID}`),
    ...listed('EventSourceMappings', 'list-event-source-mappings', item),
  };
};

const rule = (unit: number): Shown => {
  const Name = `${nameOf(unit)}-nightly`;
  const item = {
    Name,
    Arn: arn('events', `rule/${Name}`),
    State: 'ENABLED',
    Description: `Starts ${nameOf(unit)}`,
    ScheduleExpression: 'cron(0 2 * * ? *)',
    EventBusName: 'default',
  };
  return { type: 'AWS::Events::Rule', id: Name, arn: item.Arn, name: Name, ...listed('Rules', 'list-rules', item) };
};

const instance = (unit: number): Shown => {
  const InstanceId = hex('i', unit);
  const item = {
    InstanceId,
    ImageId: hex('ami', 1),
    InstanceType: 't4g.small',
    KeyName: 'ops',
    LaunchTime: at,
    State: { Code: 16, Name: 'running' },
    SubnetId: names(unit).subnet,
    VpcId: names(unit).vpc,
    PrivateIpAddress: '10.0.0.10',
    EbsOptimized: true,
    SecurityGroups: [{ GroupId: names(unit).group, GroupName: nameOf(unit) }],
    Tags: tags(unit),
    Monitoring: { State: 'disabled' },
    MetadataOptions: { HttpTokens: 'required', HttpEndpoint: 'enabled', HttpPutResponseHopLimit: 2 },
  };
  const reservation = { ReservationId: hex('r', unit), OwnerId: account, Groups: [], Instances: [item] };
  return {
    type: 'AWS::EC2::Instance',
    id: InstanceId,
    arn: arn('ec2', `instance/${InstanceId}`),
    configuration: camel(item) as JsonObject,
    cli: [{ list: 'Reservations', file: 'describe-instances.json', item: reservation }],
  };
};

const kinds = [
  vpc,
  subnet,
  securityGroup,
  role,
  lambda,
  queue,
  deadLetters,
  table,
  bucket,
  logGroup,
  topic,
  alarm,
  eventSource,
  rule,
  instance,
] as const;

/** The first `count` resources of an account in which one service is like another: each has a network, a role, a function and what it works with. */
export function* resourcesOfAccount(count: number): Generator<Shown & { readonly unit: number }> {
  for (let at = 0; at < count; at += 1) {
    const unit = Math.floor(at / kinds.length);
    const kind = kinds[at % kinds.length] ?? vpc;
    yield { ...kind(unit), unit };
  }
}

/** What AWS Config delivers of a resource. */
export const configurationItem = ({ type, id, arn: ARN, name, configuration }: Shown): JsonObject => ({
  configurationItemVersion: '1.3',
  configurationItemCaptureTime: '2026-03-02T08:00:00.000Z',
  configurationItemStatus: 'OK',
  configurationStateId: '1767225600000',
  awsAccountId: account,
  awsRegion: region,
  resourceType: type,
  resourceId: id,
  ...(name === undefined ? {} : { resourceName: name }),
  ARN,
  availabilityZone: 'Not Applicable',
  relatedEvents: [],
  relationships: [],
  tags: {},
  configuration,
  supplementaryConfiguration: {},
});
