import { type FoundObject, field, itemsOf, literal, object, put, take, textOf } from '../found.ts';
import { each, gather } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';

const idOf = (shaping: Shaping, name: string) => textOf(field(shaping.found, name)) ?? shaping.identity;

/** The first block is the VPC's own; each further one is a resource. */
const spawnBlocks = (shaping: Shaping): void => {
  const { found } = shaping;
  const id = idOf(shaping, 'VpcId');
  const own = textOf(field(found, 'CidrBlock'));
  for (const association of itemsOf(take(found, 'CidrBlockAssociationSet'))) {
    const block = textOf(field(association, 'CidrBlock'));
    if (block !== own) {
      const fields = { CidrBlock: 'CidrBlock' };
      const node = gather(association, fields);
      put(node, 'VpcId', literal(id));
      shaping.spawn('AWS::EC2::VPCCidrBlock', `${id}|${block}`, node);
    }
    shaping.dropNode(association, 'read-only', 'the association that AWS keeps');
  }
  for (const association of itemsOf(take(found, 'Ipv6CidrBlockAssociationSet'))) {
    const block = textOf(field(association, 'Ipv6CidrBlock'));
    const fields = [
      ['VpcId', literal(id)],
      ['AmazonProvidedIpv6CidrBlock', literal(true)],
    ] as const;
    shaping.spawn('AWS::EC2::VPCCidrBlock', `${id}|${block}`, object(fields));
    shaping.dropNode(association, 'read-only', 'AWS gives the block');
  }
};

export const vpc: Exception = {
  type: 'AWS::EC2::VPC',
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html',
  drops: {
    'account-metadata': ['DhcpOptionsId'],
    'read-only': ['BlockPublicAccessStates', 'EncryptionControl'],
  },
  shape: (shaping) => {
    spawnBlocks(shaping);
    const metrics = 'EnableNetworkAddressUsageMetrics';
    if (textOf(field(shaping.found, metrics)) === 'false') shaping.drop([metrics], 'service-default');
  },
};

export const subnet: Exception = {
  type: 'AWS::EC2::Subnet',
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html',
  drops: { 'read-only': ['SubnetArn', 'DefaultForAz', 'BlockPublicAccessStates', 'AvailableIpAddressCount', 'Type'] },
  shape: (shaping) => {
    const { found } = shaping;
    if (textOf(field(found, 'MapCustomerOwnedIpOnLaunch')) === 'false')
      shaping.drop(['MapCustomerOwnedIpOnLaunch'], 'service-default');
    if (field(found, 'AvailabilityZone')) shaping.drop(['AvailabilityZoneId'], 'read-only', 'told by AvailabilityZone');
    const [association] = itemsOf(take(found, 'Ipv6CidrBlockAssociationSet'));
    put(found, 'Ipv6CidrBlock', take(association, 'Ipv6CidrBlock'));
    shaping.dropNode(association, 'read-only', 'the association that AWS keeps');
  },
};

/** Routes that come with the table, an endpoint or a virtual private gateway, and can't be made. */
const comesByItself = (route: FoundObject): boolean => {
  const gateway = textOf(field(route, 'GatewayId')) ?? '';
  return gateway === 'local' || gateway.startsWith('vpce-') || textOf(field(route, 'Origin')) !== 'CreateRoute';
};

const destinations = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'];

const spawnRoute = (shaping: Shaping, table: string, route: FoundObject): void => {
  if (comesByItself(route)) {
    shaping.dropNode(route, 'service-default', 'the route comes with the table or its gateway');
    return;
  }
  const destination = destinations.map((name) => textOf(field(route, name))).find((value) => value !== undefined);
  shaping.dropNode(take(route, 'State'), 'read-only', 'the state it is in');
  shaping.dropNode(take(route, 'Origin'), 'read-only', 'how the route came about');
  const instance = field(route, 'InstanceId');
  if (instance) shaping.dropNode(take(route, 'NetworkInterfaceId'), 'read-only', 'told by InstanceId');
  put(route, 'RouteTableId', literal(table));
  shaping.spawn('AWS::EC2::Route', `${table}|${destination}`, route);
};

const spawnAssociation = (shaping: Shaping, table: string, association: FoundObject): void => {
  const isMain = textOf(field(association, 'Main')) === 'true';
  const node = gather(association, { SubnetId: 'SubnetId', GatewayId: 'GatewayId' });
  const target = textOf(field(node, 'SubnetId')) ?? textOf(field(node, 'GatewayId'));
  const id = textOf(field(association, 'RouteTableAssociationId'));
  const note = isMain ? 'CloudFormation can’t make a route table the main one' : 'the association that AWS keeps';
  shaping.dropNode(association, isMain ? 'not-deployable' : 'read-only', note);
  if (!target) return;
  put(node, 'RouteTableId', literal(table));
  const type = field(node, 'SubnetId') ? 'SubnetRouteTableAssociation' : 'GatewayRouteTableAssociation';
  shaping.spawn(`AWS::EC2::${type}`, id ?? `${table}|${target}`, node);
};

export const routeTable: Exception = {
  type: 'AWS::EC2::RouteTable',
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTable.html',
  shape: (shaping) => {
    const table = idOf(shaping, 'RouteTableId');
    const [routes, associations] = [take(shaping.found, 'Routes'), take(shaping.found, 'Associations')];
    each(routes, '', (route) => spawnRoute(shaping, table, route));
    each(associations, '', (association) => spawnAssociation(shaping, table, association));
    for (const gateway of itemsOf(take(shaping.found, 'PropagatingVgws'))) {
      const fields = gather(gateway, { GatewayId: 'VpnGatewayId' });
      const id = textOf(field(fields, 'VpnGatewayId'));
      put(fields, 'RouteTableIds', literal([table]));
      shaping.spawn('AWS::EC2::VPNGatewayRoutePropagation', `${table}|${id}`, fields);
    }
  },
};

/** An attachment of a gateway is a resource of its own. */
const spawnAttachments = (shaping: Shaping, list: string, gateway: string): void => {
  const id = idOf(shaping, gateway);
  for (const attachment of itemsOf(take(shaping.found, list))) {
    const node = gather(attachment, { VpcId: 'VpcId' });
    const target = textOf(field(node, 'VpcId'));
    put(node, gateway, literal(id));
    shaping.dropNode(attachment, 'read-only', 'the state it is in');
    if (target) shaping.spawn('AWS::EC2::VPCGatewayAttachment', `${id}|${target}`, node);
  }
};

export const internetGateway: Exception = {
  type: 'AWS::EC2::InternetGateway',
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InternetGateway.html',
  shape: (shaping) => spawnAttachments(shaping, 'Attachments', 'InternetGatewayId'),
};

export const vpnGateway: Exception = {
  type: 'AWS::EC2::VPNGateway',
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnGateway.html',
  shape: (shaping) => spawnAttachments(shaping, 'VpcAttachments', 'VpnGatewayId'),
};

export const natGateway: Exception = {
  type: 'AWS::EC2::NatGateway',
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html',
  drops: {
    'read-only': [
      'FailureCode',
      'FailureMessage',
      'ProvisionedBandwidth',
      'AttachedAppliances',
      'AutoProvisionZones',
      'AutoScalingIps',
      'RouteTableId',
    ],
  },
  shape: (shaping) => {
    const { found } = shaping;
    const isRegional = textOf(field(found, 'AvailabilityMode')) === 'regional';
    if (!isRegional) {
      shaping.drop(['AvailabilityMode'], 'service-default', 'one zone');
      shaping.drop(['VpcId'], 'read-only', 'follows from the subnet');
    }
    const [primary, ...others] = itemsOf(take(found, 'NatGatewayAddresses'));
    put(found, 'AllocationId', take(primary, 'AllocationId'));
    if (textOf(field(found, 'ConnectivityType')) === 'private')
      put(found, 'PrivateIpAddress', take(primary, 'PrivateIp'));
    shaping.dropNode(primary, 'read-only', 'the address that AWS gave it');
    const allocations = others.map((address) => take(address, 'AllocationId')).filter((node) => node !== undefined);
    if (allocations.length > 0) put(found, 'SecondaryAllocationIds', { kind: 'list', items: allocations });
    for (const address of others) shaping.dropNode(address, 'read-only', 'the address that AWS gave it');
  },
};

export const elasticIp: Exception = {
  type: 'AWS::EC2::EIP',
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Address.html',
  drops: {
    'read-only': [
      'AssociationId',
      'NetworkInterfaceId',
      'PrivateIpAddress',
      'CarrierIp',
      'CustomerOwnedIp',
      'SubnetId',
    ],
    'account-metadata': ['NetworkInterfaceOwnerId', 'NetworkBorderGroup'],
  },
  shape: (shaping) => {
    const { found } = shaping;
    if (textOf(field(found, 'PublicIpv4Pool')) === 'amazon')
      shaping.drop(['PublicIpv4Pool'], 'service-default', 'Amazon’s own addresses');
    const address = textOf(field(found, 'PublicIp'));
    if (address) shaping.ref = address;
    shaping.drop(['PublicIp'], 'read-only', 'the address that AWS gives');
    const allocation = textOf(field(found, 'AllocationId'));
    if (allocation) shaping.returns.AllocationId = allocation;
  },
};
