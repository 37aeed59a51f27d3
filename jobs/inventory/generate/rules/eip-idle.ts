import { at, textAt } from '../fields.ts';
import { monthHours, prices, steadyCost } from '../prices/prices.ts';
import type { Rule } from './rule.ts';

const { usd, source } = prices['public IPv4'];

export const eipIdle: Rule = {
  id: 'eip-idle',
  finds: 'An Elastic IP address that is used by nothing',
  severity: 'low',
  service: 'ec2',
  types: ['AWS::EC2::EIP'],
  reads: ['Addresses[].AssociationId', 'Addresses[].InstanceId', 'Addresses[].NetworkInterfaceId'],
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html',
  todo: 'aws ec2 release-address, unless somebody allows this address and will be told.',
  check: (address) => {
    const isSeen = textAt(address, 'PublicIp') !== undefined || textAt(address, 'AllocationId') !== undefined;
    const isUsed = ['AssociationId', 'InstanceId', 'NetworkInterfaceId'].some((field) => Boolean(at(address, field)));
    if (!isSeen || isUsed) return undefined;
    return {
      title: 'Elastic IP address is used by nothing',
      why: 'It is associated with no instance and no network interface, and paid for by the hour.',
      evidence: { AssociationId: null },
      cost: steadyCost(usd * monthHours, `${monthHours} h x ${usd} USD`, source),
    };
  },
};
