import type { JsonObject } from '#schemas/json.ts';
import type { Found } from './found.ts';

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

/**
 * A group without egress rules gets one that allows everything; this one allows nothing that exists and keeps that from happening.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
 */
export const allowsNothing = (why: string): JsonObject => ({
  CidrIp: '127.0.0.1/32',
  Description: `Allows nothing; ${why}`,
  IpProtocol: '-1',
});

/** An empty list says that there are no rules; null, as AWS Config writes it, says nothing. */
export const saysNone = (rules: Found): boolean => rules.kind === 'leaf' && Array.isArray(rules.value);
