import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { resolved } from './resolved.ts';
import { at, list, target } from './template.ts';

const told = { alertEmail: 'ops@example.com' };
const takes = 60_000;

type Params = Readonly<Record<string, string>>;
const service = (params: Params) => resolved({ ...told, ...params });
const resourcesOf = async (params: Params): Promise<JsonObject> => {
  const found = at(await service(params), 'resources', 'Resources');
  return isObject(found) ? found : {};
};
const ofType = (all: JsonObject, type: RegExp) =>
  Object.entries(all).filter(([, one]) => type.test(String(at(one, 'Type'))));
const statements = (document: JsonValue | undefined) => list(at(document, 'Statement'));
const statement = (document: JsonValue | undefined, sid: string) =>
  statements(document).find((one) => at(one, 'Sid') === sid);
const functionRoles = (all: JsonObject) =>
  ofType(all, /^AWS::IAM::Role$/).flatMap(([id, role]) => {
    const policy = at(role, 'Properties', 'Policies', 0, 'PolicyDocument');
    return statement(policy, 'WriteLogs') ? [{ id, policy }] : [];
  });

const kmsKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/0d990263-018e-4e65-a703-eff731de951e';
const operator = 'arn:aws:iam::111122223333:role/operator';

describe('the key', () => {
  it(
    'that is given encrypts all data, and the stack makes none',
    async () => {
      const all = await resourcesOf({ kmsKeyArn });
      expect(ofType(all, /^AWS::KMS::/)).toEqual([]);
      expect(JSON.stringify(all)).not.toContain('"DataKey"');
      for (const id of ['InputBucket', 'OutputBucket', 'ArchiveBucket'])
        expect(JSON.stringify(at(all, id, 'Properties', 'BucketEncryption'))).toContain(kmsKeyArn);
      for (const { policy } of functionRoles(all))
        expect(at(statement(policy, 'UseDataKey'), 'Resource')).toBe(kmsKeyArn);
    },
    takes,
  );

  it(
    'is used by each function and by the people who are named, through services, for this stage’s data, and by nobody else',
    async () => {
      const all = await resourcesOf({ keyUsers: operator });
      const uses = statements(at(all, 'DataKey', 'Properties', 'KeyPolicy')).filter(
        (one) =>
          at(one, 'Effect') === 'Allow' &&
          list(at(one, 'Action')).includes('kms:Decrypt') &&
          !at(one, 'Principal', 'Service'),
      );
      const named = uses.filter((one) => at(one, 'Sid') !== 'TablesAreMade');
      expect(named.map((one) => at(one, 'Sid'))).toEqual([
        ...['IntakeUses', 'CollectorUses', 'GeneratorUses', 'ValidatorUses', 'NotifierUses', 'CleanupUses', 'ApiUses'],
        ...['McpUses', 'AgentUses', 'PeopleUse'],
      ]);
      for (const one of named) {
        expect(list(at(one, 'Condition', 'StringEquals', 'kms:ViaService')).length).toBeGreaterThan(1);
        expect(at(one, 'Condition', 'StringLikeIfExists', 'kms:EncryptionContext:aws:dynamodb:tableName')).toBe(
          'dropforge-dev-*',
        );
      }
      const roles = functionRoles(all).map(({ id }) => at(all, id, 'Properties', 'RoleName', 'Fn::Sub'));
      for (const role of roles) expect(JSON.stringify(named)).toContain(`:role/${role}"`);
      expect(at(statement(at(all, 'DataKey', 'Properties', 'KeyPolicy'), 'AccountManages'), 'Action')).not.toContain(
        'kms:Decrypt',
      );
    },
    takes,
  );

  it(
    'encrypts queues and logs too if it is asked to, and whoever sends there may use it',
    async () => {
      const { resources } = await service({ encryptMessages: 'true' });
      const all = at(resources, 'Resources') as JsonObject;
      const queues = ofType(all, /^AWS::SQS::Queue$/);
      expect(queues.length).toBeGreaterThan(15);
      for (const [, queue] of queues) expect(target(at(queue, 'Properties', 'KmsMasterKeyId'))).toBe('DataKey');
      const extended = at(resources, 'extensions') as JsonObject;
      for (const id of ['IntakeLogGroup', 'ApiLogGroup', 'ApiAccessLog'])
        expect(target(at(extended, id, 'Properties', 'KmsKeyId'))).toBe('DataKey');
      const policy = at(all, 'DataKey', 'Properties', 'KeyPolicy');
      expect(at(statement(policy, 'RulesReachEncryptedQueues'), 'Principal', 'Service')).toBe('events.amazonaws.com');
      expect(JSON.stringify(at(all, 'SchedulerRole'))).toContain('kms:GenerateDataKey');
      for (const { id, policy: own } of functionRoles(all)) {
        const sends = JSON.stringify(statements(own)).includes('"sqs:');
        expect({ id, may: JSON.stringify(statement(own, 'UseDataKey')).includes('sqs.') }).toEqual({ id, may: sends });
      }
    },
    takes,
  );

  it.each([
    [{ kmsKeyArn: 'alias/mine' }, 'kmsKeyArn is not the ARN of a key: alias/mine'],
    [{ keyUsers: 'alice' }, 'keyUsers holds what is no ARN of a user or role: alice'],
    [{ keyUsers: operator, kmsKeyArn }, 'keyUsers is for the key that the stack makes'],
    [{ trustedOrganization: 'acme' }, 'trustedOrganization is not the id of an organization (o-…): acme'],
  ])(
    '%j is refused',
    async (params, said) => {
      await expect(service(params)).rejects.toThrow(said);
    },
    takes,
  );
});

describe('the network', () => {
  const vpc = { vpc: 'true', inventoryEnabled: 'false' };

  it(
    'has no way to the internet: no gateway, no public address, no route but to endpoints',
    async () => {
      const all = await resourcesOf(vpc);
      expect(ofType(all, /^AWS::EC2::(InternetGateway|NatGateway|EIP|Route|EgressOnlyInternetGateway)$/)).toEqual([]);
      const subnets = ofType(all, /^AWS::EC2::Subnet$/);
      expect(subnets).toHaveLength(2);
      for (const [, subnet] of subnets) expect(at(subnet, 'Properties', 'MapPublicIpOnLaunch')).toBe(false);
    },
    takes,
  );

  it(
    'has every function in it, with an endpoint for each service that functions call',
    async () => {
      const whole = await service({ ...vpc, modelEnabled: 'true', modelId: 'amazon.nova-pro-v1:0' });
      const functions = Object.values(at(whole, 'functions') as JsonObject);
      for (const one of functions) expect(list(at(one, 'vpc', 'subnetIds'))).toHaveLength(2);
      const endpoints = ofType(at(whole, 'resources', 'Resources') as JsonObject, /^AWS::EC2::VPCEndpoint$/).map(
        ([, one]) =>
          String(at(one, 'Properties', 'ServiceName', 'Fn::Sub')).replace('com.amazonaws.${AWS::Region}.', ''),
      );
      expect(endpoints.sort()).toEqual(['bedrock-runtime', 'dynamodb', 'events', 's3', 'sns', 'sqs', 'ssm']);
    },
    takes,
  );

  it(
    'lets data out to this stage’s buckets and tables only',
    async () => {
      const all = await resourcesOf(vpc);
      const reach = ['S3Endpoint', 'DynamoDbEndpoint'].map((id) =>
        JSON.stringify(statements(at(all, id, 'Properties', 'PolicyDocument')).map((one) => at(one, 'Resource'))),
      );
      expect(reach.join()).not.toContain('"*"');
      expect(reach[0]?.match(/\w+Bucket/g)?.sort()).toEqual([
        'ArchiveBucket',
        'ArchiveBucket',
        'InputBucket',
        'InputBucket',
        'OutputBucket',
        'OutputBucket',
      ]);
    },
    takes,
  );

  it(
    'may be one that is there already',
    async () => {
      const whole = await service({ vpcSubnetIds: 'subnet-0a1,subnet-0b2', vpcSecurityGroupIds: 'sg-0c3' });
      expect(at(whole, 'functions', 'collector', 'vpc')).toEqual({
        subnetIds: ['subnet-0a1', 'subnet-0b2'],
        securityGroupIds: ['sg-0c3'],
      });
      expect(ofType(at(whole, 'resources', 'Resources') as JsonObject, /^AWS::EC2::/)).toEqual([]);
    },
    takes,
  );

  it.each([
    [{ vpc: 'true' }, 'has no way to the internet, and a scan calls every service'],
    [
      { ...vpc, webhookSecret: '/dropforge/dev/webhook' },
      'has no way to the internet, and webhooks go to hosts of others',
    ],
    [{ vpcSubnetIds: 'subnet-0a1' }, 'go together: give both or neither'],
    [{ vpcSubnetIds: 'mine', vpcSecurityGroupIds: 'sg-0c3' }, 'vpcSubnetIds holds what is no id: mine'],
  ])(
    '%j is refused',
    async (params, said) => {
      await expect(service(params)).rejects.toThrow(said);
    },
    takes,
  );
});

describe('regions that data must not leave', () => {
  it(
    'bind every function, and the collector but for what a scan reads',
    async () => {
      const all = await resourcesOf({ dataRegions: 'eu-west-1,eu-central-1' });
      const bound = functionRoles(all).map(({ id, policy }) => ({ id, denied: statement(policy, 'StayInRegions') }));
      expect(bound.length).toBeGreaterThan(7);
      for (const { id, denied } of bound) {
        expect(denied).toMatchObject({
          Effect: 'Deny',
          Resource: '*',
          Condition: {
            StringNotEquals: { 'aws:RequestedRegion': [{ Ref: 'AWS::Region' }, 'eu-west-1', 'eu-central-1'] },
          },
        });
        expect({ id, action: at(denied, 'Action') }).toEqual({ id, action: id === 'CollectorRole' ? undefined : '*' });
      }
      const free = list(at(bound.find(({ id }) => id === 'CollectorRole')?.denied, 'NotAction'));
      expect(free).toContain('ec2:DescribeInstances');
      expect(
        free.filter((action) =>
          /^(s3:(Get|Put)Object|dynamodb:(Put|Get)Item|sqs:Send|sts:|bedrock:)/.test(String(action)),
        ),
      ).toEqual([]);
    },
    takes,
  );

  it(
    'are regions',
    async () => {
      await expect(service({ dataRegions: 'Europe' })).rejects.toThrow('dataRegions holds what is no region: Europe');
    },
    takes,
  );
});

describe('watching', () => {
  it(
    'logs who reads and writes objects of the three buckets, where only CloudTrail and S3 write',
    async () => {
      const all = await resourcesOf({ auditTrail: 'true' });
      const [selector] = list(at(all, 'AuditTrail', 'Properties', 'AdvancedEventSelectors'));
      expect(JSON.stringify(selector).match(/\w+Bucket\.Arn/g)).toEqual([
        'InputBucket.Arn',
        'OutputBucket.Arn',
        'ArchiveBucket.Arn',
      ]);
      const written = statement(at(all, 'AccessLogBucketPolicy', 'Properties', 'PolicyDocument'), 'TrailIsWritten');
      expect(at(written, 'Condition', 'StringEquals', 'aws:SourceArn', 'Fn::Sub')).toContain(':trail/dropforge-dev');
    },
    takes,
  );

  it(
    'has GuardDuty look into what arrives, and nobody reads what it found a threat in',
    async () => {
      const all = await resourcesOf({ malwareScan: 'true', threatDetection: 'true' });
      expect(at(all, 'MalwareScanPlan', 'Properties', 'ProtectedResource', 'S3Bucket', 'ObjectPrefixes')).toEqual([
        'drops/',
        'uploads/',
        'requests/',
      ]);
      expect(statement(at(all, 'InputBucketPolicy', 'Properties', 'PolicyDocument'), 'DenyInfected')).toMatchObject({
        Effect: 'Deny',
        Principal: '*',
        Condition: { StringEquals: { 's3:ExistingObjectTag/GuardDutyMalwareScanStatus': 'THREATS_FOUND' } },
      });
      expect(at(all, 'ThreatDetector', 'Properties', 'Enable')).toBe(true);
    },
    takes,
  );

  it(
    'and all the rest, is off unless it is asked for',
    async () => {
      const all = await resourcesOf({});
      expect(ofType(all, /^AWS::(EC2|CloudTrail|GuardDuty)::/)).toEqual([]);
      expect(JSON.stringify(all)).not.toMatch(/StayInRegions|DenyInfected|TrailIsWritten|JoinNetwork/);
      expect(at(all, 'IntakeQueue', 'Properties', 'SqsManagedSseEnabled')).toBe(true);
    },
    takes,
  );
});
