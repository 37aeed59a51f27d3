import type { JsonObject } from '#schemas/json.ts';
import { mapOne } from './map-one.ts';

describe('what AWS makes by itself is not made again, and each of its properties is accounted for', () => {
  it.each<[string, string, JsonObject]>([
    [
      'a service-linked role',
      'AWS::IAM::Role',
      { RoleName: 'AWSServiceRoleForECS', Path: '/aws-service-role/ecs.amazonaws.com/' },
    ],
    [
      'a role of IAM Identity Center',
      'AWS::IAM::Role',
      { RoleName: 'AWSReservedSSO_Admin_0', Path: '/aws-reserved/sso.amazonaws.com/' },
    ],
    ['a key that AWS manages', 'AWS::KMS::Key', { keyId: 'k', keyManager: 'AWS', description: 'Default for S3' }],
    ['the default event bus', 'AWS::Events::EventBus', { Name: 'default' }],
    [
      'a rule that a service manages',
      'AWS::Events::Rule',
      { Name: 'StepFunctionsGetEventsForECSTaskRule', ManagedBy: 'states.amazonaws.com', State: 'ENABLED' },
    ],
  ])('%s', (_, type, properties) => {
    const { types, lost, dropped } = mapOne(type, properties);
    expect(types).toEqual([]);
    expect(lost).toEqual([]);
    expect(dropped).toHaveLength(Object.keys(properties).length);
  });

  it.each<[string, string, JsonObject]>([
    ['a role of one’s own', 'AWS::IAM::Role', { RoleName: 'api', Path: '/service-role/' }],
    ['a key of one’s own', 'AWS::KMS::Key', { KeyId: 'k', KeyManager: 'CUSTOMER' }],
    ['a bus of one’s own', 'AWS::Events::EventBus', { Name: 'orders' }],
    ['a rule of one’s own, as AWS Config shows it', 'AWS::Events::Rule', { Name: 'nightly', ManagedBy: null }],
  ])('%s is made', (_, type, properties) => {
    expect(mapOne(type, properties).types).toHaveLength(1);
  });
});
