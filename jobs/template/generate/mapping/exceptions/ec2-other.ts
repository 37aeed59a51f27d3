import { field, itemsOf, list, literal, put, take, textOf } from '../found.ts';
import { each, rename } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';

const page = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_';

const networkInterface: Exception = {
  type: 'AWS::EC2::NetworkInterface',
  page: `${page}NetworkInterface.html`,
  renames: { Groups: 'GroupSet', TagSet: 'Tags' },
  drops: {
    'read-only': [
      'Association',
      'AvailabilityZone',
      'AvailabilityZoneId',
      'MacAddress',
      'PrivateDnsName',
      'VpcId',
      'NetworkInterfaceId',
      'Operator',
      'PublicIpDnsNameOptions',
      'DenyAllIgwTraffic',
    ],
    'account-metadata': ['RequesterId'],
  },
  shape: (shaping) => {
    const { found } = shaping;
    if (textOf(field(found, 'RequesterManaged')) === 'true')
      return shaping.leaveOut('not-deployable', 'AWS makes it for the resource that it belongs to');
    const isPrimary = textOf(field(found, 'Attachment.DeviceIndex')) === '0' && field(found, 'Attachment.InstanceId');
    if (isPrimary) return shaping.leaveOut('not-deployable', 'its instance makes it');
    each(found, 'PrivateIpAddresses', (address) => {
      for (const name of ['Association', 'PrivateDnsName']) shaping.dropNode(take(address, name), 'read-only');
    });
    const addresses = itemsOf(field(found, 'PrivateIpAddresses'));
    if (addresses.some((address) => textOf(field(address, 'Primary')) === 'true'))
      shaping.drop(['PrivateIpAddress'], 'superseded', 'told by the primary of its addresses');
    shaping.drop(['Attachment'], 'read-only');
    if (textOf(field(found, 'InterfaceType')) === 'interface') shaping.drop(['InterfaceType'], 'service-default');
  },
};

const ports = { From: 'PortRange.From', To: 'PortRange.To' };

/** The last entry of each direction denies what no other allows; it is there by itself, and its number can't be given. */
const isLast = (number: string | undefined) => Number(number) >= 32767;

const spawnEntries = (shaping: Shaping, acl: string): void => {
  each(take(shaping.found, 'Entries'), '', (entry) => {
    const number = textOf(field(entry, 'RuleNumber'));
    if (isLast(number)) return shaping.dropNode(entry, 'service-default', 'every list ends with it');
    rename(entry, { ...ports, IcmpTypeCode: 'Icmp' });
    put(entry, 'NetworkAclId', literal(acl));
    shaping.spawn('AWS::EC2::NetworkAclEntry', `${acl}|${number}|${textOf(field(entry, 'Egress'))}`, entry);
  });
  each(take(shaping.found, 'Associations'), '', (association) => {
    const id = textOf(field(association, 'NetworkAclAssociationId'));
    shaping.dropNode(take(association, 'NetworkAclAssociationId'), 'read-only', 'the association that AWS keeps');
    put(association, 'NetworkAclId', literal(acl));
    shaping.spawn('AWS::EC2::SubnetNetworkAclAssociation', id ?? acl, association);
  });
};

const networkAcl: Exception = {
  type: 'AWS::EC2::NetworkAcl',
  page: `${page}NetworkAcl.html`,
  shape: (shaping) => spawnEntries(shaping, textOf(field(shaping.found, 'NetworkAclId')) ?? shaping.identity),
};

const vpcEndpoint: Exception = {
  type: 'AWS::EC2::VPCEndpoint',
  page: `${page}VpcEndpoint.html`,
  renames: { Groups: 'SecurityGroupIds' },
  drops: {
    'read-only': [
      'NetworkInterfaceIds',
      'DnsEntries',
      'VpcEndpointId',
      'CreationTimestamp',
      'Ipv4Prefixes',
      'Ipv6Prefixes',
    ],
    'account-metadata': ['RequesterManaged', 'ServiceRegion'],
  },
};

const vpcPeering: Exception = {
  type: 'AWS::EC2::VPCPeeringConnection',
  page: `${page}VpcPeeringConnection.html`,
  renames: {
    'RequesterVpcInfo.VpcId': 'VpcId',
    'AccepterVpcInfo.VpcId': 'PeerVpcId',
    'AccepterVpcInfo.OwnerId': 'PeerOwnerId',
    'AccepterVpcInfo.Region': 'PeerRegion',
  },
  drops: { 'read-only': ['RequesterVpcInfo', 'AccepterVpcInfo', 'ExpirationTime'] },
};

const egressOnlyGateway: Exception = {
  type: 'AWS::EC2::EgressOnlyInternetGateway',
  page: `${page}EgressOnlyInternetGateway.html`,
  shape: (shaping) => {
    const [attachment] = itemsOf(field(shaping.found, 'Attachments'));
    put(shaping.found, 'VpcId', take(attachment, 'VpcId'));
  },
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DhcpConfiguration.html */
const dhcpOptions: Exception = {
  type: 'AWS::EC2::DHCPOptions',
  page: `${page}DhcpOptions.html`,
  shape: (shaping) => {
    each(take(shaping.found, 'DhcpConfigurations'), '', (configuration) => {
      const key = take(configuration, 'Key');
      const values = itemsOf(take(configuration, 'Values')).flatMap((value) => take(value, 'Value') ?? value);
      const isList = /servers$/.test(textOf(key) ?? '') && textOf(key) !== undefined;
      put(shaping.found, textOf(key) ?? 'Unknown', isList ? list(values) : values[0]);
      shaping.dropNode(key, 'read-only', 'the name of the property');
    });
  },
};

const ofGroup = (type: string, peer: string, prefixList: string): Exception => ({
  type,
  page: `${page}SecurityGroupRule.html`,
  renames: { CidrIpv4: 'CidrIp', 'ReferencedGroupInfo.GroupId': peer, PrefixListId: prefixList },
  drops: {
    'read-only': ['SecurityGroupRuleId', 'SecurityGroupRuleArn', 'IsEgress', 'ReferencedGroupInfo'],
    'account-metadata': ['GroupOwnerId'],
    'not-deployable': ['Tags'],
  },
});

export const ec2Other: readonly Exception[] = [
  networkInterface,
  networkAcl,
  vpcEndpoint,
  vpcPeering,
  egressOnlyGateway,
  dhcpOptions,
  ofGroup('AWS::EC2::SecurityGroupIngress', 'SourceSecurityGroupId', 'SourcePrefixListId'),
  ofGroup('AWS::EC2::SecurityGroupEgress', 'DestinationSecurityGroupId', 'DestinationPrefixListId'),
];
