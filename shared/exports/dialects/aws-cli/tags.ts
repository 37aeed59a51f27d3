import { typeOfArn } from '../../arn-types.ts';
import type { Row } from './row.ts';

const ec2Types: Readonly<Record<string, string>> = {
  'auto-scaling-group': 'AWS::AutoScaling::AutoScalingGroup',
  'elastic-ip': 'AWS::EC2::EIP',
  instance: 'AWS::EC2::Instance',
  'internet-gateway': 'AWS::EC2::InternetGateway',
  'key-pair': 'AWS::EC2::KeyPair',
  'launch-template': 'AWS::EC2::LaunchTemplate',
  natgateway: 'AWS::EC2::NatGateway',
  'network-acl': 'AWS::EC2::NetworkAcl',
  'network-interface': 'AWS::EC2::NetworkInterface',
  'route-table': 'AWS::EC2::RouteTable',
  'security-group': 'AWS::EC2::SecurityGroup',
  subnet: 'AWS::EC2::Subnet',
  volume: 'AWS::EC2::Volume',
  vpc: 'AWS::EC2::VPC',
  'vpc-endpoint': 'AWS::EC2::VPCEndpoint',
};

/** Tags of whatever was asked for: only the file's path can tell what that was, unless an id stands beside them. */
export const tags: readonly Row[] = [
  {
    command: 'ec2 describe-tags',
    at: 'Tags[]',
    type: ({ ResourceType }) => ec2Types[String(ResourceType)],
    ids: ['ResourceId'],
    has: ['Key', 'ResourceId', 'ResourceType'],
    value: ({ ResourceId, ResourceType, ...tag }) => tag,
    under: '/Tags/0',
  },
  {
    command: 'resourcegroupstaggingapi get-resources',
    at: 'ResourceTagMappingList[]',
    type: ({ ResourceARN }) => typeOfArn(ResourceARN),
    ids: ['ResourceARN'],
    has: ['ResourceARN', 'Tags'],
    value: 'Tags',
    under: '/Tags',
  },
  {
    command: 'route53 list-tags-for-resource',
    at: 'ResourceTagSet',
    type: 'AWS::Route53::HostedZone',
    ids: ['ResourceId'],
    when: ({ ResourceType }) => ResourceType === 'hostedzone',
    value: 'Tags',
    under: '/Tags',
  },
  {
    command: 'iam list-role-tags',
    at: '',
    type: '',
    only: ['Tags', 'IsTruncated', 'Marker', 'Truncated'],
    has: ['Tags'],
    value: 'Tags',
    under: '/Tags',
  },
  { command: 'ecs list-tags-for-resource', at: '', type: '', only: ['tags'], value: 'tags', under: '/Tags' },
  { command: 'rds list-tags-for-resource', at: '', type: '', only: ['TagList'], value: 'TagList', under: '/Tags' },
];
