import fc from 'fast-check';
import type { JsonObject } from '#schemas/json.ts';
import type { TemplateSections } from '#shared/exports/resource.ts';

import { account, group, lambda, made, propertiesOf, queue, region, role, table, vpc, written } from './samples.ts';

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
});
