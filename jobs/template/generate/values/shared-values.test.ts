import type { JsonObject } from '#schemas/json.ts';
import {
  account,
  exported,
  group,
  lambda,
  made,
  propertiesOf,
  region,
  role,
  vpc,
  written,
} from '../assembly/samples.ts';

const subnets = ['subnet-0aaaaaaaaaaaaaaa1', 'subnet-0aaaaaaaaaaaaaaa2'];
const database = (name: string, properties: JsonObject) =>
  exported('AWS::RDS::DBSubnetGroup', { DBSubnetGroupDescription: 'x', ...properties }, { name, ref: name });
const instance = (name: string, properties: JsonObject) =>
  exported(
    'AWS::EC2::Instance',
    { ...properties, Tags: [{ Key: 'Name', Value: name }] },
    { name, ref: `i-0${name.padEnd(16, '0')}` },
  );

const parametersOf = (...args: Parameters<typeof made>) => made(...args).template.Parameters ?? {};

describe('what resources use that is not in the drop', () => {
  it('is a typed parameter, with what was found as default, at every place', () => {
    const id = 'vpc-0bbbbbbbbbbbbbbb1';
    const result = made([
      group('a', 'sg-0aaaaaaaaaaaaaaa1', { VpcId: id }),
      group('b', 'sg-0aaaaaaaaaaaaaaa2', { VpcId: id }),
    ]);
    expect(propertiesOf(result, 'ASecurityGroup')?.VpcId).toEqual({ Ref: 'VpcId' });
    expect(propertiesOf(result, 'BSecurityGroup')?.VpcId).toEqual({ Ref: 'VpcId' });
    expect(result.template.Parameters?.VpcId).toEqual({
      Type: 'AWS::EC2::VPC::Id',
      Default: id,
      Description: 'VPC of ASecurityGroup, BSecurityGroup, not in the drop',
    });
  });

  it('is written by Fn::Sub within a longer text', () => {
    const Variables = { NETWORK: 'id=vpc-0bbbbbbbbbbbbbbb1;' };
    const result = made([role, lambda({ Environment: { Variables } })]);
    expect(propertiesOf(result, 'ApiFunction')?.Environment).toEqual({
      Variables: { NETWORK: { 'Fn::Sub': 'id=${VpcId};' } },
    });
  });

  it('is a list where it is the same list everywhere, and the fidelity report says where it is', () => {
    const pointer = '/SubnetIds/1';
    const traces = [{ outcome: 'carried' as const, source: { file: 'x.json', pointer }, to: pointer }];
    const result = made([{ ...database('a', { SubnetIds: subnets }), traces }, database('b', { SubnetIds: subnets })]);
    expect(propertiesOf(result, 'ADbSubnetGroup')?.SubnetIds).toEqual({ Ref: 'SubnetIds' });
    expect(result.template.Parameters).toEqual({
      SubnetIds: expect.objectContaining({ Type: 'List<AWS::EC2::Subnet::Id>', Default: subnets.join(',') }),
    });
    expect(result.fidelity.entries).toEqual([
      expect.objectContaining({ to: 'Resources/ADbSubnetGroup/Properties/SubnetIds' }),
    ]);
  });

  it('is one by one where lists differ', () => {
    const result = made([database('a', { SubnetIds: subnets }), instance('web', { SubnetId: subnets[0] ?? '' })]);
    expect(propertiesOf(result, 'ADbSubnetGroup')?.SubnetIds).toEqual([{ Ref: 'SubnetId' }, { Ref: 'SubnetId2' }]);
    expect(propertiesOf(result, 'WebInstance')?.SubnetId).toEqual({ Ref: 'SubnetId' });
  });

  it.each([
    ['an image', { ImageId: 'ami-0c38b837cd80f13bb' }, 'ImageId', 'AWS::EC2::Image::Id'],
    ['a key pair', { KeyName: 'ops' }, 'KeyName', 'AWS::EC2::KeyPair::KeyName'],
  ])('is asked for at one place alone if it is %s', (_, properties, name, Type) => {
    expect(parametersOf([instance('web', properties)])).toEqual({ [name]: expect.objectContaining({ Type }) });
  });

  it('is asked for if AWS made up its id, and follows the account if it has a name', () => {
    const arn = (rest: string) => `arn:aws:${rest}`;
    const result = made([
      role,
      lambda({
        KmsKeyArn: arn(`kms:${region}:${account}:key/0a1b2c3d-1111-2222-3333-444455556666`),
        DeadLetterConfig: { TargetArn: arn(`sqs:${region}:${account}:lost`) },
      }),
    ]);
    expect(propertiesOf(result, 'ApiFunction')).toMatchObject({
      KmsKeyArn: { Ref: 'KmsKeyArn' },
      DeadLetterConfig: { TargetArn: { 'Fn::Sub': expect.stringContaining(':lost') } },
    });
  });

  it('is asked for where several share what is in another account', () => {
    const layer = `arn:aws:lambda:${region}:999988887777:layer:Insights:14`;
    const other = exported('AWS::Lambda::Function', { Layers: [layer] }, { name: 'b', ref: 'b' });
    const result = made([role, lambda({ Layers: [layer] }), other]);
    expect(result.template.Parameters).toEqual({ InsightsLayerArn: expect.objectContaining({ Default: layer }) });
    expect(parametersOf([role, lambda({ Layers: [layer] })])).toEqual({});
  });

  it('is not what everybody has, nor what the drop holds, nor what is said to people', () => {
    const managed = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const result = made([
      vpc,
      { ...role, properties: { ...role.properties, ManagedPolicyArns: [managed] } },
      group('a', 'sg-0aaaaaaaaaaaaaaa1', { VpcId: vpc.ref ?? '', GroupDescription: 'of vpc-0bbbbbbbbbbbbbbb9' }),
    ]);
    expect(result.template.Parameters).toBeUndefined();
  });

  it('stays as its author wrote it at a single place', () => {
    expect(
      parametersOf([written('a.yaml', 'Web', 'AWS::EC2::Instance', { ImageId: 'ami-0c38b837cd80f13bb' })]),
    ).toEqual({});
  });
});

describe('the environment', () => {
  const tagged = (name: string, env: string, more: JsonObject = {}) =>
    exported(
      'AWS::SQS::Queue',
      {
        QueueName: name,
        Tags: [
          { Key: 'Name', Value: `shop-${env}-${name}` },
          { Key: 'Environment', Value: env },
        ],
        ...more,
      },
      { name, ref: `https://sqs/1/${name}` },
    );

  it('is a parameter where all tags tell the same, in them, in names beside them and in variables called so', () => {
    const fn = lambda({ Environment: { Variables: { STAGE: 'prod', MODE: 'prod' } } });
    const result = made([tagged('a', 'prod'), tagged('b', 'prod'), role, fn]);
    expect(propertiesOf(result, 'AQueue')?.Tags).toEqual([
      { Key: 'Name', Value: { 'Fn::Sub': 'shop-${Environment}-a' } },
      { Key: 'Environment', Value: { Ref: 'Environment' } },
    ]);
    expect(propertiesOf(result, 'ApiFunction')?.Environment).toEqual({
      Variables: { STAGE: { Ref: 'Environment' }, MODE: 'prod' },
    });
    expect(result.template.Parameters?.Environment).toMatchObject({ Default: 'prod' });
  });

  it('stays where tags differ, where only one tells, and where the value is no environment', () => {
    for (const queues of [
      [tagged('a', 'prod'), tagged('b', 'test')],
      [tagged('a', 'prod')],
      [tagged('a', 'blue'), tagged('b', 'blue')],
    ])
      expect(parametersOf(queues)).toEqual({});
  });
});
