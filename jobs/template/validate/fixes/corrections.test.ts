import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { applyPatch } from '../document/json-patch.ts';
import { firstFix } from './fixture/first-fix.ts';

type Finding = Parameters<typeof firstFix>[1];

/** The template as the fix leaves it; undefined if none is known. */
const fixed = (template: JsonObject, finding: Finding): JsonValue | undefined => {
  const fix = firstFix(template, finding);
  return fix && applyPatch(template, fix.patch);
};

const resource = (Type: string, Properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  Resources: { A: { Type, Properties, ...more } },
});

const queue = { Type: 'AWS::SQS::Queue' };
const group = (id: string) => ({
  Type: 'AWS::EC2::SecurityGroup',
  Properties: {
    GroupDescription: 'x',
    SecurityGroupIngress: [
      { IpProtocol: 'tcp', FromPort: 1, ToPort: 1, SourceSecurityGroupId: { 'Fn::GetAtt': [id, 'GroupId'] } },
    ],
  },
});
const circle = (...ids: string[]): Finding => ({
  rule: 'F3004',
  pointer: `/Resources/${ids[0]}`,
  message: `Circular Dependencies for resource ${ids[0]}. Circular dependency with [${ids.join(' -> ')}]`,
});

describe('a circle of dependencies', () => {
  it('is opened at the one DependsOn in it', () =>
    expect(
      fixed(
        {
          Resources: {
            A: { ...queue, Properties: { QueueName: { Ref: 'B' } } },
            B: { ...queue, DependsOn: ['A', 'C'] },
          },
        },
        circle('A', 'B', 'A'),
      ),
    ).toMatchObject({ Resources: { B: { DependsOn: ['C'] } } }));
  it('of security groups is opened by rules of their own', () =>
    expect(fixed({ Resources: { A: group('B'), B: group('A') } }, circle('A', 'B', 'A'))).toEqual({
      Resources: {
        A: group('B'),
        B: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'x' } },
        BIngressA: {
          Type: 'AWS::EC2::SecurityGroupIngress',
          Properties: { GroupId: { 'Fn::GetAtt': ['B', 'GroupId'] }, ...group('A').Properties.SecurityGroupIngress[0] },
        },
      },
    }));
  it('of two DependsOn is left: either may be the wrong one', () =>
    expect(
      fixed({ Resources: { A: { ...queue, DependsOn: 'B' }, B: { ...queue, DependsOn: 'A' } } }, circle('A', 'B', 'A')),
    ).toBeUndefined());
});

describe('a logical id with other than letters and digits', () =>
  it('is renamed wherever it stands', () =>
    expect(
      fixed(
        {
          Resources: {
            my_queue: queue,
            B: {
              ...queue,
              DependsOn: 'my_queue',
              Properties: { Tags: [{ Ref: 'my_queue' }, { 'Fn::Sub': '${my_queue.Arn}-${!my_queue}' }] },
            },
          },
        },
        { rule: 'F0006', pointer: '/Resources/my_queue', message: "Logical ID 'my_queue' must be alphanumeric" },
      ),
    ).toEqual({
      Resources: {
        B: {
          ...queue,
          DependsOn: 'myqueue',
          Properties: { Tags: [{ Ref: 'myqueue' }, { 'Fn::Sub': '${myqueue.Arn}-${!my_queue}' }] },
        },
        myqueue: queue,
      },
    })));

describe('a name in Fn::Sub that nothing has', () => {
  const at = (text: string, name: string) =>
    fixed(
      {
        Parameters: { Stage: {} },
        Resources: { A: { Type: 'AWS::EC2::Instance', Properties: { UserData: { 'Fn::Sub': text } } } },
      },
      {
        rule: 'F1018',
        pointer: '/Resources/A/Properties/UserData',
        message: `Fn::Sub variable '\${${name}}' does not reference a valid resource, parameter, or pseudo-parameter`,
      },
    );
  it('is corrected', () => expect(JSON.stringify(at('x-${Stagee}', 'Stagee'))).toContain('x-${Stage}'));
  it('is left to the shell that sets it', () =>
    expect(JSON.stringify(at('for host in a b; do echo ${host}; done', 'host'))).toContain('echo ${!host}'));
  it('is declared as a parameter', () =>
    expect(at('yum install ${Package}', 'Package')).toMatchObject({ Parameters: { Package: { Type: 'String' } } }));
});

describe.each<[string, JsonObject, Finding, JsonObject]>([
  [
    'the version there is not',
    { AWSTemplateFormatVersion: '2010-09-10' },
    { rule: 'F0002', pointer: '/AWSTemplateFormatVersion' },
    { AWSTemplateFormatVersion: '2010-09-09' },
  ],
  ['a section that is misspelled', { Resource: {} }, { rule: 'F0005', pointer: '/Resource' }, { Resources: {} }],
  [
    'a section that is none',
    { Errors: 1, Metadata: {} },
    { rule: 'F0005', pointer: '/Errors' },
    { Metadata: { Errors: 1 } },
  ],
  [
    'a property beside Properties',
    resource('AWS::SQS::Queue', {}, { QueueName: 'q' }),
    {
      rule: 'E3001',
      pointer: '/Resources/A',
      message: "Resource 'A' has invalid property 'QueueName'. Valid resource attributes: Type, Properties",
    },
    resource('AWS::SQS::Queue', { QueueName: 'q' }),
  ],
  [
    'an attribute that nothing heeds',
    resource('AWS::SQS::Queue', {}, { UpdatePolicy: {} }),
    { rule: 'E3016', pointer: '/Resources/A/UpdatePolicy', message: 'UpdatePolicy is not supported on resource type' },
    resource('AWS::SQS::Queue', {}),
  ],
  [
    'an attribute of a resource that is misspelled',
    { Resources: { A: queue }, O: { 'Fn::GetAtt': ['A', 'Arnn'] } },
    { rule: 'E9004', pointer: '/O', message: "'Arnn' is not one of ['Arn']", allowed: ['Arn'] },
    { Resources: { A: queue }, O: { 'Fn::GetAtt': ['A', 'Arn'] } },
  ],
  [
    'an ARN without its account',
    { R: 'arn:aws:iam:::role/Deploy' },
    { rule: 'E1156', pointer: '/R' },
    { R: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Deploy' } },
  ],
  [
    'blanks in an address',
    { V: '2001:db8: 1::1' },
    { rule: 'E3023', pointer: '/V', message: "'…' is not a valid IPv6 address" },
    { V: '2001:db8:1::1' },
  ],
  [
    'a TXT string that is too long',
    { V: `"${'a'.repeat(300)}"` },
    { rule: 'E3023', pointer: '/V', message: 'TXT record value … must not exceed' },
    { V: `"${'a'.repeat(255)}" "${'a'.repeat(45)}"` },
  ],
  [
    'a CAA value without quotes',
    { V: '0 issue amazon.com' },
    { rule: 'E3023', pointer: '/V', message: 'CAA record value' },
    { V: '0 issue "amazon.com"' },
  ],
  ['a name in capitals', { V: 'WWW.Example.com' }, { rule: 'E3013', pointer: '/V' }, { V: 'www.example.com' }],
  [
    'a bucket in capitals',
    { V: 'Logs' },
    { rule: 'F3031', pointer: '/V', message: "'Logs' does not match pattern '^[a-z]+$'" },
    { V: 'logs' },
  ],
  [
    'ICMP of no type',
    { R: { IpProtocol: 1 } },
    { rule: 'E3687', pointer: '/R' },
    { R: { IpProtocol: 1, ToPort: -1, FromPort: -1 } },
  ],
  [
    'a quantity below its limit',
    { Iops: 50 },
    { rule: 'F3034', pointer: '/Iops', message: '50 is less than the minimum of 100' },
    { Iops: 100 },
  ],
  [
    'a description that is too long',
    { Description: 'abcdefgh' },
    { rule: 'F3033', pointer: '/Description', message: 'length 8 exceeds maximum 6' },
    { Description: 'abc...' },
  ],
  ['items that are there twice', { L: ['a', 'b', 'a'] }, { rule: 'F3037', pointer: '/L' }, { L: ['a', 'b'] }],
  [
    'Fn::And of one',
    { Conditions: { A: { 'Fn::And': [{ Condition: 'B' }] } } },
    { rule: 'E8004', pointer: '/Conditions/A/Fn::And' },
    { Conditions: { A: { Condition: 'B' } } },
  ],
  [
    'Fn::Not without a list',
    { C: { 'Fn::Not': { Condition: 'B' } } },
    { rule: 'E8005', pointer: '/C/Fn::Not' },
    { C: { 'Fn::Not': [{ Condition: 'B' }] } },
  ],
  [
    'a condition function that is misspelled',
    { Conditions: { A: { 'Fn::Equal': [] } } },
    { rule: 'E8001', pointer: '/Conditions/A' },
    { Conditions: { A: { 'Fn::Equals': [] } } },
  ],
  [
    'Fn::If without else',
    { V: { 'Fn::If': ['C', 1] } },
    { rule: 'F0013', pointer: '/V/Fn::If' },
    { V: { 'Fn::If': ['C', 1, { Ref: 'AWS::NoValue' }] } },
  ],
  [
    'Fn::Select without a list',
    { V: { 'Fn::Select': [0, 'a', 'b'] } },
    { rule: 'E1017', pointer: '/V/Fn::Select' },
    { V: { 'Fn::Select': [0, ['a', 'b']] } },
  ],
  [
    'a zone for its region',
    { V: { 'Fn::GetAZs': 'us-east-1a' } },
    { rule: 'E1017', pointer: '/V/Fn::GetAZs' },
    { V: { 'Fn::GetAZs': 'us-east-1' } },
  ],
  [
    'a transform that is needed',
    { Transform: 'X' },
    { rule: 'F1032', pointer: '/R', message: 'Fn::ForEach requires the AWS::LanguageExtensions transform' },
    { Transform: ['AWS::LanguageExtensions', 'X'] },
  ],
  [
    'a parameter called Boolean',
    { Parameters: { P: { Type: 'Boolean', Default: true } } },
    { rule: 'F2002', pointer: '/Parameters/P/Type' },
    { Parameters: { P: { Type: 'String', Default: 'true', AllowedValues: ['true', 'false'] } } },
  ],
  [
    'a default in another case',
    { Parameters: { P: { Default: 'Prod', AllowedValues: ['prod'] } } },
    { rule: 'F2012', pointer: '/Parameters/P/Default' },
    { Parameters: { P: { Default: 'prod', AllowedValues: ['prod'] } } },
  ],
  [
    'a default that is not allowed',
    { Parameters: { P: { Default: 'x', AllowedValues: ['prod'] } } },
    { rule: 'F2012', pointer: '/Parameters/P/Default' },
    { Parameters: { P: { AllowedValues: ['prod'] } } },
  ],
  [
    'a DependsOn of nothing',
    resource('AWS::SQS::Queue', {}, { DependsOn: ['Gone', 'Away'] }),
    { rule: 'E3005', pointer: '/Resources/A', message: "DependsOn target 'Gone' does not exist as a resource" },
    resource('AWS::SQS::Queue', {}, { DependsOn: ['Away'] }),
  ],
])('%s', (_, template, finding, expected) =>
  it('is corrected', () => expect(fixed(template, finding)).toEqual(expected)),
);

describe('what is not for a machine to decide', () => {
  it.each<[string, JsonObject, Finding]>([
    [
      'a port beyond its limit',
      { FromPort: 65_600 },
      { rule: 'F3034', pointer: '/FromPort', message: '65600 is greater than the maximum of 65535' },
    ],
    [
      'a quantity of none',
      { Iops: 0 },
      { rule: 'F3034', pointer: '/Iops', message: '0 is less than the minimum of 100' },
    ],
    [
      'a name that is too long',
      { RoleName: 'abcdefgh' },
      { rule: 'F3033', pointer: '/RoleName', message: 'length 8 exceeds maximum 6' },
    ],
    ['TCP without ports', { R: { IpProtocol: 'tcp' } }, { rule: 'E3687', pointer: '/R' }],
  ])('%s', (_, template, finding) => expect(fixed(template, finding)).toBeUndefined());
});
