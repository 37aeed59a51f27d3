/** The two directions of a security group's rules, and what CloudFormation calls each part of them. */
export type Direction = {
  readonly property: string;
  readonly type: string;
  readonly peer: string;
  readonly prefixList: string;
};

export const ingress: Direction = {
  property: 'SecurityGroupIngress',
  type: 'AWS::EC2::SecurityGroupIngress',
  peer: 'SourceSecurityGroupId',
  prefixList: 'SourcePrefixListId',
};

export const egress: Direction = {
  property: 'SecurityGroupEgress',
  type: 'AWS::EC2::SecurityGroupEgress',
  peer: 'DestinationSecurityGroupId',
  prefixList: 'DestinationPrefixListId',
};
