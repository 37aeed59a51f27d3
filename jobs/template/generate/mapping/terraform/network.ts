import { field, literal, object, put, take, textOf } from '../found.ts';
import { rename, told } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { TerraformException } from './exception.ts';

/** Terraform takes them over where they are: a VPC comes with them. */
import { association, route, routeTable } from './routes.ts';

const defaults: TerraformException = {
  from: ['network_acl', 'route_table', 'security_group', 'subnet', 'vpc', 'vpc_dhcp_options'].map(
    (name) => `aws_default_${name}`,
  ),
  shape: (shaping) => shaping.leaveOut('not-deployable', 'comes with the account or the VPC, and can’t be made'),
};

const vpc: TerraformException = {
  from: ['aws_vpc'],
  unset: [
    'assign_generated_ipv6_cidr_block',
    'ipv6_netmask_length',
    'enable_classiclink',
    'enable_classiclink_dns_support',
  ],
  drops: {
    'read-only': [
      'default_network_acl_id',
      'default_route_table_id',
      'default_security_group_id',
      'main_route_table_id',
      'ipv6_association_id',
      'ipv6_cidr_block',
      'ipv6_cidr_block_network_border_group',
    ],
    'not-deployable': ['enable_classiclink', 'enable_classiclink_dns_support'],
    'account-metadata': ['dhcp_options_id'],
  },
};

const dns = ['enable_resource_name_dns_a_record_on_launch', 'enable_resource_name_dns_aaaa_record_on_launch'];

const subnet: TerraformException = {
  from: ['aws_subnet'],
  unset: [...dns, 'map_customer_owned_ip_on_launch', 'enable_lni_at_device_index', 'enable_dns64', 'ipv6_native'],
  renames: {
    private_dns_hostname_type_on_launch: 'PrivateDnsNameOptionsOnLaunch.HostnameType',
    [dns[0] ?? '']: 'PrivateDnsNameOptionsOnLaunch.EnableResourceNameDnsARecord',
    [dns[1] ?? '']: 'PrivateDnsNameOptionsOnLaunch.EnableResourceNameDnsAAAARecord',
  },
  drops: { 'read-only': ['availability_zone_id', 'ipv6_cidr_block_association_id'] },
};

const spawnAttachment = (shaping: Shaping, gateway: string): void => {
  const { found } = shaping;
  const id = textOf(field(found, 'id')) ?? shaping.identity;
  const vpcId = take(found, 'vpc_id');
  const target = textOf(vpcId);
  if (!vpcId || !target) {
    shaping.dropNode(vpcId, 'empty');
    return;
  }
  const attachment = object([
    [gateway, literal(id)],
    ['VpcId', vpcId],
  ]);
  shaping.spawn('AWS::EC2::VPCGatewayAttachment', `${id}|${target}`, attachment);
};

const internetGateway: TerraformException = {
  from: ['aws_internet_gateway'],
  shape: (shaping) => spawnAttachment(shaping, 'InternetGatewayId'),
};

const vpnGateway: TerraformException = {
  from: ['aws_vpn_gateway'],
  drops: { 'read-only': ['availability_zone'] },
  shape: (shaping) => {
    put(shaping.found, 'Type', literal('ipsec.1'));
    spawnAttachment(shaping, 'VpnGatewayId');
  },
};

const natGateway: TerraformException = {
  from: ['aws_nat_gateway'],
  unset: ['secondary_private_ip_address_count'],
  drops: {
    'read-only': ['network_interface_id', 'public_ip', 'association_id', 'regional_nat_gateway_address', 'vpc_id'],
  },
  shape: (shaping) => {
    const isPrivate = textOf(field(shaping.found, 'connectivity_type')) === 'private';
    if (isPrivate) rename(shaping.found, { private_ip: 'PrivateIpAddress' });
    else shaping.drop(['private_ip'], 'read-only', 'the address that AWS gave it');
  },
};

const elasticIp: TerraformException = {
  from: ['aws_eip'],
  renames: { instance: 'InstanceId' },
  drops: {
    'read-only': [
      'associate_with_private_ip',
      'association_id',
      'carrier_ip',
      'customer_owned_ip',
      'network_interface',
      'private_dns',
      'private_ip',
      'ptr_record',
      'public_dns',
    ],
  },
  shape: (shaping) => {
    const { found } = shaping;
    const isInVpc = textOf(field(found, 'vpc')) === 'true';
    if (isInVpc) put(found, 'Domain', told(field(found, 'vpc'), 'vpc'));
    shaping.drop(['vpc'], 'superseded', 'told by the domain');

    const address = textOf(field(found, 'public_ip'));
    if (address) shaping.ref = address;
    if (textOf(field(found, 'public_ipv4_pool')) === 'amazon') shaping.drop(['public_ipv4_pool'], 'service-default');
    if (field(found, 'id')) shaping.returns.AllocationId = textOf(field(found, 'id')) ?? '';
  },
};

const endpoint: TerraformException = {
  from: ['aws_vpc_endpoint'],
  blocks: ['dns_options'],
  renames: { policy: 'PolicyDocument' },
  unset: ['private_dns_enabled', 'requester_managed'],
  drops: {
    'read-only': [
      'cidr_blocks',
      'dns_entry',
      'prefix_list_id',
      'service_region',
      'dns_options',
      'subnet_configuration',
    ],
  },
};

const peering: TerraformException = {
  from: ['aws_vpc_peering_connection'],
  drops: { 'read-only': ['accept_status'], 'not-deployable': ['accepter', 'requester'] },
};

const flowLog: TerraformException = {
  from: ['aws_flow_log'],
  renames: { iam_role_arn: 'DeliverLogsPermissionArn' },
  drops: { superseded: ['log_group_name_deprecated'] },
  shape: (shaping) => {
    const { found } = shaping;
    for (const name of ['vpc_id', 'subnet_id', 'eni_id', 'transit_gateway_id']) {
      if (textOf(field(found, name))) rename(found, { [name]: 'ResourceId' });
    }
    if (field(found, 'log_destination')) shaping.drop(['log_group_name'], 'superseded', 'told by the destination');
  },
};

const networkInterface: TerraformException = {
  from: ['aws_network_interface'],
  renames: { security_groups: 'GroupSet' },
  unset: ['ipv6_address_count', 'private_ips_count', 'ipv4_prefix_count', 'ipv6_prefix_count'],
  drops: {
    'read-only': [
      'attachment',
      'mac_address',
      'private_dns_name',
      'private_ip_list',
      'private_ip_list_enabled',
      'ipv6_address_list',
      'ipv6_address_list_enabled',
      'outpost_arn',
      'private_ips',
    ],
  },
  shape: ({ found }) => rename(found, { private_ip: 'PrivateIpAddress' }),
};

const dhcpOptions: TerraformException = {
  from: ['aws_vpc_dhcp_options'],
};

const blockAssociation: TerraformException = {
  from: ['aws_vpc_ipv4_cidr_block_association'],
  unset: ['ipv4_netmask_length'],
};

const peerings: TerraformException = {
  from: ['aws_route_table_association'],
  shape: (shaping) => asGateway(shaping),
};

/** A gateway's association is of another type. */
const asGateway = (shaping: Shaping): void => {
  const { found } = shaping;
  if (!textOf(field(found, 'gateway_id'))) return;
  shaping.drop(['id'], 'read-only', 'the association that AWS keeps');
  const own = object(found.fields);
  found.fields.clear();
  shaping.isMade = false;
  shaping.spawn('AWS::EC2::GatewayRouteTableAssociation', shaping.identity, own);
};

const volumeAttachment: TerraformException = {
  from: ['aws_volume_attachment'],
  renames: { device_name: 'Device' },
};

const keyPair: TerraformException = {
  from: ['aws_key_pair'],
  renames: { public_key: 'PublicKeyMaterial' },
  drops: { 'read-only': ['fingerprint', 'key_type', 'key_pair_id', 'arn', 'id'] },
  shape: (shaping) => {
    const key = textOf(field(shaping.found, 'key_name'));
    if (key) shaping.ref = key;
  },
};

export const network: readonly TerraformException[] = [
  association,
  blockAssociation,
  defaults,
  dhcpOptions,
  elasticIp,
  endpoint,
  flowLog,
  internetGateway,
  keyPair,
  natGateway,
  networkInterface,
  peering,
  peerings,
  route,
  routeTable,
  subnet,
  volumeAttachment,
  vpc,
  vpnGateway,
];
