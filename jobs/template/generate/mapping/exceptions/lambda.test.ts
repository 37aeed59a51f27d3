import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { mapOne } from './map-one.ts';

const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:resize';

const statement = (condition: JsonObject): JsonObject => ({
  Sid: 'one',
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: arn,
  Condition: condition,
});

const permissions = (policy: JsonValue) =>
  mapOne('AWS::Lambda::Function', { Policy: policy }, { under: '/Policy', identifiers: ['resize', arn] });

describe('a function’s policy becomes permissions', () => {
  const conditions = { ArnLike: { 'AWS:SourceArn': 'arn:b' }, StringEquals: { 'AWS:SourceAccount': '111122223333' } };
  const permission = {
    FunctionName: 'resize',
    Action: 'lambda:InvokeFunction',
    Principal: 's3.amazonaws.com',
    SourceArn: 'arn:b',
    SourceAccount: '111122223333',
  };
  const policy = { Version: '2012-10-17', Id: 'default', Statement: [statement(conditions)] };

  it.each<[string, JsonValue]>([
    ['as get-policy prints it, in a string', JSON.stringify(policy)],
    ['as AWS Config keeps it, opened', policy],
  ])('%s', (_, found) => {
    const { types, properties, lost } = permissions(found);
    expect(types).toEqual(['Lambda::Permission']);
    expect(properties).toEqual([permission]);
    expect(lost).toEqual([]);
  });

  it('with the conditions that a permission has, under whatever operator', () => {
    const { properties } = permissions({
      Statement: [
        statement({
          ArnEquals: { 'aws:SourceArn': 'arn:b' },
          StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE', 'aws:PrincipalOrgID': 'o-1' },
        }),
      ],
    });
    expect(properties[0]).toMatchObject({ SourceArn: 'arn:b', FunctionUrlAuthType: 'NONE', PrincipalOrgID: 'o-1' });
  });

  it('and tells of a condition that it can’t have: without it the permission allows more', () => {
    const found = { Statement: [statement({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } })] };
    const path = '/Statement/0/Condition/StringEquals/aws:SourceVpc';
    expect(permissions(found).lost).toEqual([path]);
    expect(permissions(JSON.stringify(found)).lost).toEqual([path]);
  });
});

describe('a function URL names its function by its ARN', () => {
  it.each([
    ['alone', arn, { TargetFunctionArn: arn, AuthType: 'NONE' }],
    ['with an alias behind it', `${arn}:live`, { TargetFunctionArn: arn, Qualifier: 'live', AuthType: 'NONE' }],
  ])('%s', (_, FunctionArn, expected) => {
    const { properties, lost } = mapOne('AWS::Lambda::Url', { FunctionArn, AuthType: 'NONE' });
    expect(properties).toEqual([expected]);
    expect(lost).toEqual([]);
  });
});
