import type { JsonObject } from '#schemas/json.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import { deployed, propertyOf } from './live.ts';
import { type Tree, textOf } from './tree.ts';

const template: JsonObject = {
  Parameters: { Stage: { Type: 'String', Default: 'live' } },
  Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] } },
  Resources: {
    Orders: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Sub': 'orders-${Stage}' } } },
    Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'x' } },
    Spare: { Type: 'AWS::SQS::Queue', Condition: 'IsNot', Properties: {} },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: { 'Fn::If': ['IsLive', { Ref: 'AWS::NoValue' }, 'x'] },
        Description: { 'Fn::GetAtt': ['Orders', 'Arn'] },
      },
    },
  },
};

const live = deployed(template, loadRegistry());
const of = (id: string) => live.find(({ logicalId }) => logicalId === id);
const at = (id: string, name: string): Tree | undefined => {
  const one = of(id);
  return one && propertyOf(one, name);
};

describe('a template as if it were deployed', () => {
  it('has values where functions were, and remembers whom they name', () => {
    expect(textOf(at('Orders', 'QueueName'))).toBe('orders-live');
    const description = at('Role', 'Description');
    expect(textOf(description)).toBe('arn:aws:sqs:eu-west-1:111122223333:orders-live');
    expect(description?.kind === 'leaf' && [...description.targets]).toEqual(['Orders']);
  });

  it('leaves out what has no value, and resources whose condition is false', () => {
    expect(at('Role', 'RoleName')).toBeUndefined();
    expect(of('Spare')).toBeUndefined();
  });

  it('gives a resource ids of the shape that AWS gives', () => {
    expect(of('Group')?.ref).toMatch(/^sg-0[0-9a-f]{16}$/);
    expect(of('Group')?.attribute('GroupId')).toBe(of('Group')?.ref);
    expect(of('Orders')?.ref).toBe('https://sqs.eu-west-1.amazonaws.com/111122223333/orders-live');
  });
});
