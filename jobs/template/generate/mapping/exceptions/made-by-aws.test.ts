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
    ['an alias that AWS manages', 'AWS::KMS::Alias', { AliasName: 'alias/aws/s3', TargetKeyId: 'k' }],
    [
      'a default parameter group',
      'AWS::RDS::DBParameterGroup',
      { DBParameterGroupName: 'default.postgres16', Family: 'x' },
    ],
    [
      'an instance of an Auto Scaling group',
      'AWS::EC2::Instance',
      { InstanceId: 'i-1', Tags: [{ Key: 'aws:autoscaling:groupName', Value: 'web' }] },
    ],
    [
      'an instance of a Kubernetes cluster',
      'AWS::EC2::Instance',
      { InstanceId: 'i-1', Tags: [{ Key: 'karpenter.sh/nodepool', Value: 'default' }] },
    ],
    [
      'a load balancer of a Kubernetes service',
      'AWS::ElasticLoadBalancing::LoadBalancer',
      { LoadBalancerName: 'a1', Tags: [{ Key: 'kubernetes.io/service-name', Value: 'web' }] },
    ],
    [
      'the volume that an instance starts from',
      'AWS::EC2::Volume',
      { VolumeId: 'vol-1', Attachments: [{ Device: '/dev/xvda', DeleteOnTermination: true }] },
    ],
    [
      'an interface of a service',
      'AWS::EC2::NetworkInterface',
      { NetworkInterfaceId: 'eni-1', RequesterManaged: true },
    ],
    [
      'the first interface of an instance',
      'AWS::EC2::NetworkInterface',
      { NetworkInterfaceId: 'eni-1', Attachment: { DeviceIndex: 0, DeleteOnTermination: true } },
    ],
  ])('%s', (_, type, properties) => {
    const { types, lost, dropped } = mapOne(type, properties);
    expect(types).toEqual([]);
    expect(lost).toEqual([]);
    expect(dropped.length).toBeGreaterThanOrEqual(Object.keys(properties).length);
  });

  it.each<[string, string, JsonObject]>([
    ['a role of one’s own', 'AWS::IAM::Role', { RoleName: 'api', Path: '/service-role/' }],
    ['a key of one’s own', 'AWS::KMS::Key', { KeyId: 'k', KeyManager: 'CUSTOMER' }],
    ['a bus of one’s own', 'AWS::Events::EventBus', { Name: 'orders' }],
    ['a parameter group of one’s own', 'AWS::RDS::DBParameterGroup', { DBParameterGroupName: 'shop', Family: 'x' }],
    [
      'an instance of one’s own in a cluster',
      'AWS::EC2::Instance',
      { Tags: [{ Key: 'kubernetes.io/cluster/x', Value: 'owned' }] },
    ],
    [
      'a second interface',
      'AWS::EC2::NetworkInterface',
      { SubnetId: 's', Attachment: { DeviceIndex: 1, DeleteOnTermination: true } },
    ],
    ['a rule of one’s own, as AWS Config shows it', 'AWS::Events::Rule', { Name: 'nightly', ManagedBy: null }],
  ])('%s is made', (_, type, properties) => {
    expect(mapOne(type, properties).types).toHaveLength(1);
  });
});
