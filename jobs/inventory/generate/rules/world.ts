import type { InventoryResource, Json } from '#schemas/inventory/resource.ts';
import { flagAt, listAt, numberAt, textAt } from '../fields.ts';
import type { Surroundings } from './rule.ts';

/** A rule of a security group that lets the world in. */
export type Opening = { readonly port: number; readonly cidrs: readonly string[] };

/** Wider than /8 (of IPv6: /16) is no company's network: it is the world, or half of it written twice. */
const isWorld = (cidr: string): boolean => {
  const bits = Number(cidr.split('/')[1]);
  return Number.isInteger(bits) && bits < (cidr.includes(':') ? 16 : 8);
};

/** Of EC2 (`IpRanges[].CidrIp`, `Ipv6Ranges[].CidrIpv6`) and of AWS Config, which writes some of them as plain strings. */
const cidrsOf = (permission: Json): readonly string[] =>
  ['IpRanges', 'Ipv4Ranges', 'Ipv6Ranges'].flatMap((field) =>
    listAt(permission, field).flatMap((range) => {
      const cidr = typeof range === 'string' ? range : (textAt(range, 'CidrIp') ?? textAt(range, 'CidrIpv6'));
      return cidr === undefined ? [] : [cidr];
    }),
  );

const protocols = new Set(['tcp', 'udp', '6', '17']);

const covers = (permission: Json, port: number): boolean => {
  const protocol = textAt(permission, 'IpProtocol') ?? '';
  if (protocol === '-1') return true;
  const from = numberAt(permission, 'FromPort');
  const to = numberAt(permission, 'ToPort');
  if (!protocols.has(protocol)) return false;
  // Both left out, or -1: every port of the protocol.
  if (from === undefined || to === undefined || from === -1) return true;
  return from <= port && port <= to;
};

/** Which of these ports a security group opens to the world, over IPv4 or IPv6. */
export const openingsOf = (group: InventoryResource, ports: readonly number[]): readonly Opening[] =>
  ports.flatMap((port) => {
    const permissions = listAt(group, 'IpPermissions').filter((permission) => covers(permission, port));
    const cidrs = [...new Set(permissions.flatMap(cidrsOf).filter(isWorld))];
    return cidrs.length > 0 ? [{ port, cidrs }] : [];
  });

const groupsOf = (resource: InventoryResource): readonly string[] => [
  ...listAt(resource, 'SecurityGroups').flatMap((group) =>
    typeof group === 'string' ? [group] : (textAt(group, 'GroupId') ?? []),
  ),
  ...listAt(resource, 'NetworkInterfaces').flatMap((each) =>
    listAt(each, 'Groups').flatMap((group) => textAt(group, 'GroupId') ?? []),
  ),
  ...listAt(resource, 'VpcSecurityGroups').flatMap((group) => textAt(group, 'VpcSecurityGroupId') ?? []),
];

export const usesGroup = (resource: InventoryResource, groupId: string): boolean =>
  groupsOf(resource).includes(groupId);

const hasIpv6 = (instance: InventoryResource): boolean =>
  listAt(instance, 'NetworkInterfaces').some((each) => listAt(each, 'Ipv6Addresses').length > 0);

/** What makes a resource reachable from outside, in words; undefined if nothing does. */
const wayIn = (resource: InventoryResource, overIpv4: boolean, overIpv6: boolean): string | undefined => {
  const ip = textAt(resource, 'PublicIpAddress');
  if (overIpv4 && ip) return `it has the public address ${ip}`;
  if (overIpv6 && hasIpv6(resource)) return 'it has an IPv6 address';
  if (flagAt(resource, 'PubliclyAccessible')) return 'it is publicly accessible';
  return textAt(resource, 'Scheme') === 'internet-facing' ? 'it is internet-facing' : undefined;
};

const users = ['AWS::EC2::Instance', 'AWS::RDS::DBInstance', 'AWS::ElasticLoadBalancingV2::LoadBalancer'];

/** Who uses a security group and can be reached from outside, and why. */
export const reachableThrough = (
  group: InventoryResource,
  openings: readonly Opening[],
  { nearby }: Surroundings,
): readonly { readonly resource: InventoryResource; readonly because: string }[] => {
  const cidrs = openings.flatMap((opening) => opening.cidrs);
  const overIpv6 = cidrs.some((cidr) => cidr.includes(':'));
  const overIpv4 = cidrs.some((cidr) => !cidr.includes(':'));
  return users
    .flatMap((type) => nearby(type, group))
    .filter((resource) => usesGroup(resource, group.id))
    .flatMap((resource) => {
      const because = wayIn(resource, overIpv4, overIpv6);
      return because === undefined ? [] : [{ resource, because }];
    });
};
