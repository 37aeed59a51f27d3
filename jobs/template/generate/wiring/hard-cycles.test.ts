import type { JsonObject } from '#schemas/json.ts';
import { eachReference } from '../assembly/references.ts';
import { account, exported, group, lambda, made, propertiesOf, region, role } from '../assembly/samples.ts';
import { cyclicComponents } from './components.ts';

const policy = (name: string, Resource: string): JsonObject => ({
  PolicyName: name,
  PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource }] },
});

const functionArn = `arn:aws:lambda:${region}:${account}:function:api`;
const roleArn = `arn:aws:iam::${account}:role/api`;

const cyclesIn = ({ template }: ReturnType<typeof made>) =>
  cyclicComponents(
    new Map(
      Object.entries(template.Resources).map(([id, { Properties, DependsOn = [] }]) => {
        const to = new Set([DependsOn].flat());
        eachReference(
          Properties,
          (reference) => Object.hasOwn(template.Resources, reference.id) && to.add(reference.id),
        );
        return [id, to];
      }),
    ),
  );

const cutIn = ({ findings }: ReturnType<typeof made>) =>
  findings.filter(({ rule }) => rule === 'circular-reference-cut').map(({ message }) => message);

describe('a cycle is taken apart without giving up a reference', () => {
  const invoking = {
    ...role,
    properties: { ...role.properties, Policies: [policy('other', '*'), policy('invoke', functionArn)] },
  };

  it('of a function and a policy that lets its role invoke it', () => {
    const result = made([invoking, lambda({})]);
    expect(cyclesIn(result)).toEqual([]);
    expect(cutIn(result)).toEqual([]);
    expect(propertiesOf(result, 'ApiRole')?.Policies).toEqual([policy('other', '*')]);
    expect(propertiesOf(result, 'ApiRoleInvokePolicy')).toMatchObject({
      RoleName: { Ref: 'ApiRole' },
      PolicyName: 'invoke',
      PolicyDocument: { Statement: [{ Resource: { 'Fn::GetAtt': ['ApiFunction', 'Arn'] } }] },
    });
  });

  it('of a key whose policy names a role that may use it', () => {
    const keyArn = `arn:aws:kms:${region}:${account}:key/0a1b2c3d-1111-2222-3333-444455556666`;
    const key = exported(
      'AWS::KMS::Key',
      { KeyPolicy: { Statement: [{ Principal: { AWS: roleArn }, Action: 'kms:*', Resource: '*' }] } },
      { name: 'data', ref: '0a1b2c3d-1111-2222-3333-444455556666', returns: { Arn: keyArn } },
    );
    const using = { ...role, properties: { ...role.properties, Policies: [policy('decrypt', keyArn)] } };
    const result = made([key, using]);
    expect(cyclesIn(result)).toEqual([]);
    expect(cutIn(result)).toEqual([]);
    expect(JSON.stringify(propertiesOf(result, 'DataKey'))).toContain('{"Fn::GetAtt":["ApiRole","Arn"]}');
    expect(JSON.stringify(propertiesOf(result, 'ApiRoleDecryptPolicy'))).toContain('{"Fn::GetAtt":["DataKey","Arn"]}');
  });

  it('of three security groups in a ring', () => {
    const ids = ['sg-0aaaaaaaaaaaaaaa1', 'sg-0aaaaaaaaaaaaaaa2', 'sg-0aaaaaaaaaaaaaaa3'];
    const ring = ids.map((id, at) =>
      group(`g${at}`, id, {
        SecurityGroupIngress: [{ IpProtocol: 'tcp', SourceSecurityGroupId: ids[(at + 1) % 3] ?? '' }],
      }),
    );
    const result = made(ring);
    expect(cyclesIn(result)).toEqual([]);
    expect(cutIn(result)).toEqual([]);
    expect(JSON.stringify(result.template.Resources)).not.toContain('sg-0');
  });

  it('and the fidelity report follows the policy', () => {
    const pointer = '/Policies/1/PolicyDocument/Statement/0/Resource';
    const traced = {
      ...invoking,
      traces: [{ outcome: 'carried' as const, source: { file: 'r.json', pointer }, to: pointer }],
    };
    expect(made([traced, lambda({})]).fidelity.entries).toContainEqual({
      outcome: 'carried',
      source: { file: 'r.json', pointer },
      to: 'Resources/ApiRoleInvokePolicy/Properties/PolicyDocument/Statement/0/Resource',
    });
  });
});

describe('a cycle that must be cut keeps its meaning by a name', () => {
  const bucket = exported(
    'AWS::S3::Bucket',
    {
      BucketName: 'shop-pictures',
      NotificationConfiguration: { LambdaConfigurations: [{ Event: 's3:*', Function: functionArn }] },
    },
    { name: 'shop-pictures', ref: 'shop-pictures', returns: { Arn: 'arn:aws:s3:::shop-pictures' } },
  );

  it('of a bucket that notifies a function, and the permission to', () => {
    const permission = exported('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: 'api',
      Principal: 's3.amazonaws.com',
      SourceArn: 'arn:aws:s3:::shop-pictures',
    });
    const result = made([bucket, permission, role, lambda({})]);
    expect(cyclesIn(result)).toEqual([]);
    expect(result.template.Resources.ShopPicturesBucket?.DependsOn).toBe('ApiFunctionPermission');
    expect(propertiesOf(result, 'ShopPicturesBucket')?.BucketName).toEqual({ Ref: 'ShopPicturesBucketName' });
    expect(propertiesOf(result, 'ApiFunctionPermission')?.SourceArn).toEqual({
      'Fn::Sub': 'arn:${AWS::Partition}:s3:::${ShopPicturesBucketName}',
    });
    expect(result.template.Parameters?.ShopPicturesBucketName).not.toHaveProperty('Default');
    expect(cutIn(result)).toEqual([expect.stringContaining('by the parameter ShopPicturesBucketName')]);
  });

  it('of a bucket that notifies the function that writes to it', () => {
    const writing = lambda({ Environment: { Variables: { BUCKET: 'shop-pictures' } } });
    const result = made([bucket, role, writing]);
    expect(cyclesIn(result)).toEqual([]);
    expect(propertiesOf(result, 'ApiFunction')?.Environment).toEqual({
      Variables: { BUCKET: { Ref: 'ShopPicturesBucketName' } },
    });
  });

  it('and tells the path of the cycle', () => {
    const result = made([bucket, role, lambda({ Environment: { Variables: { BUCKET: 'shop-pictures' } } })]);
    expect(cutIn(result)[0]).toContain('ApiFunction -> ShopPicturesBucket -> ApiFunction');
  });
});
