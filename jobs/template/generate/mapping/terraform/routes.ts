import { type Found, type FoundObject, field, itemsOf, literal, object, put, take, textOf } from '../found.ts';
import { rename } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { TerraformException } from './exception.ts';

/** Terraform takes them over where they are: a VPC comes with them. */
export const association: TerraformException = {
  from: ['aws_eip_association'],
  unset: ['allow_reassociation'],
  drops: { 'read-only': ['private_ip_address', 'public_ip'] },
  shape: (shaping) => {
    if (textOf(field(shaping.found, 'instance_id'))) {
      shaping.drop(['network_interface_id'], 'read-only', 'told by the instance');
    }
  },
};

const destinations: Readonly<Record<string, string>> = {
  cidr_block: 'DestinationCidrBlock',
  destination_cidr_block: 'DestinationCidrBlock',
  ipv6_cidr_block: 'DestinationIpv6CidrBlock',
  destination_ipv6_cidr_block: 'DestinationIpv6CidrBlock',
  destination_prefix_list_id: 'DestinationPrefixListId',
};

const textAt = (node: Found, ...names: readonly string[]) =>
  names.map((name) => textOf(field(node, name))).find((value) => value !== undefined && value !== '');

/** Routes may be told by their table and by themselves: their identity puts the two together. */
const spawnRoute = (shaping: Shaping, route: FoundObject, table: string): void => {
  rename(route, destinations);
  const gateway = textOf(field(route, 'gateway_id')) ?? '';
  const origin = take(route, 'origin');
  shaping.dropNode(take(route, 'state'), 'read-only');
  shaping.dropNode(origin, 'read-only', 'how the route came about');
  if (gateway === 'local' || gateway.startsWith('vpce-') || textOf(origin) === 'EnableVgwRoutePropagation') {
    shaping.dropNode(route, 'service-default', 'the route comes with the table or its gateway');
    return;
  }
  if (textAt(route, 'instance_id')) {
    for (const name of ['network_interface_id', 'instance_owner_id']) shaping.dropNode(take(route, name), 'read-only');
  }
  put(route, 'RouteTableId', literal(table));
  const destination = textAt(route, 'DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId');
  shaping.spawn('AWS::EC2::Route', `${table}|${destination}`, route);
};

export const route: TerraformException = {
  from: ['aws_route'],
  shape: (shaping) => {
    const { found } = shaping;
    shaping.drop(['id', 'instance_owner_id'], 'read-only', 'Terraform names it');
    const table = textOf(field(found, 'route_table_id')) ?? shaping.identity;
    const own = object(found.fields);
    found.fields.clear();
    shaping.isMade = false;
    spawnRoute(shaping, own, table);
  },
};

export const routeTable: TerraformException = {
  from: ['aws_route_table'],
  shape: (shaping) => {
    const table = textOf(field(shaping.found, 'id')) ?? shaping.identity;
    for (const each of itemsOf(take(shaping.found, 'route'))) {
      if (each.kind === 'object') spawnRoute(shaping, each, table);
    }
    for (const gateway of itemsOf(take(shaping.found, 'propagating_vgws'))) {
      const fields = [
        ['VpnGatewayId', gateway],
        ['RouteTableIds', literal([table])],
      ] as const;
      shaping.spawn('AWS::EC2::VPNGatewayRoutePropagation', `${table}|${textOf(gateway)}`, object(fields));
    }
  },
};
