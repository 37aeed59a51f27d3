import { type Found, type FoundObject, field, itemsOf, list, literal, object, put, take, textOf } from '../found.ts';
import { told } from '../reshape.ts';
import { allowsNothing, type Direction, egress, ingress, saysNone } from '../security-group-direction.ts';
import type { Shaping } from '../shaping.ts';
import type { TerraformException } from './exception.ts';

const peersOf = (node: Found, direction: Direction, group: Found): readonly (readonly [string, Found])[] => {
  const peers: (readonly [string, Found])[] = [];
  const lists = [
    ['cidr_blocks', 'CidrIp'],
    ['ipv6_cidr_blocks', 'CidrIpv6'],
    ['prefix_list_ids', direction.prefixList],
    ['security_groups', direction.peer],
  ] as const;
  for (const [from, to] of lists) for (const peer of itemsOf(take(node, from))) peers.push([to, peer]);
  const single = [
    ['cidr_ipv4', 'CidrIp'],
    ['cidr_ipv6', 'CidrIpv6'],
    ['prefix_list_id', direction.prefixList],
    ['source_security_group_id', direction.peer],
    ['referenced_security_group_id', direction.peer],
  ] as const;
  for (const [from, to] of single) {
    const peer = take(node, from);
    if (textOf(peer) && peer) peers.push([to, peer]);
  }
  const self = take(node, 'self');
  if (textOf(self) === 'true' && self) peers.push([direction.peer, told(self, textOf(group) ?? '') ?? group]);
  return peers;
};

/** A rule for each peer; protocol, ports and description are the same leaves in all. */
const rulesOf = (shaping: Shaping, node: Found, direction: Direction, group: Found): readonly FoundObject[] => {
  shaping.dropNode(takeUnlessTrue(node), 'service-default', 'not about itself');
  const peers = peersOf(node, direction, group);
  const protocol = take(node, 'protocol') ?? take(node, 'ip_protocol');
  const base = object();
  put(base, 'IpProtocol', protocol);
  const [from, to] = [take(node, 'from_port'), take(node, 'to_port')];
  if (textOf(protocol) === '-1' || textOf(protocol) === 'all') {
    for (const port of [from, to]) shaping.dropNode(port, 'service-default', 'all ports');
  } else {
    put(base, 'FromPort', from);
    put(base, 'ToPort', to);
  }
  const description = take(node, 'description');
  if (textOf(description)) put(base, 'Description', description);
  return peers.map(([name, peer]) => object([...base.fields, [name, peer]]));
};

const takeUnlessTrue = (node: Found) => (textOf(field(node, 'self')) === 'true' ? undefined : take(node, 'self'));

const keyOf = (rule: FoundObject) =>
  JSON.stringify(['IpProtocol', 'FromPort', 'ToPort', 'CidrIp', 'CidrIpv6'].map((name) => textOf(field(rule, name))));

/** A rule about the group itself can't be in it: CloudFormation would have to know the group before it is made. */
const place = (shaping: Shaping, rules: readonly FoundObject[], direction: Direction, id: string): void => {
  const isApart = (rule: FoundObject) => shaping.isAlone || textOf(field(rule, direction.peer)) === id;
  for (const rule of rules.filter(isApart)) {
    put(rule, 'GroupId', literal(id));
    const peer = textOf(field(rule, direction.peer)) ?? textOf(field(rule, direction.prefixList));
    shaping.spawn(direction.type, `${id}|${keyOf(rule)}|${peer}`, rule);
  }
  const inside = rules.filter((rule) => !isApart(rule));
  if (inside.length > 0) put(shaping.found, direction.property, list(inside));
};

const shapeOwn = (shaping: Shaping, name: string, direction: Direction, id: string): void => {
  const given = take(shaping.found, name);
  const rules = itemsOf(given).flatMap((rule) => rulesOf(shaping, rule, direction, literal(id)));
  place(shaping, rules, direction, id);
  if (given?.kind !== 'leaf') return;
  shaping.dropNode(given, 'empty');
  if (direction === egress && saysNone(given))
    put(shaping.found, egress.property, literal([allowsNothing('the group had no egress rule')]));
};

const group: TerraformException = {
  from: ['aws_security_group'],
  renames: { name: 'GroupName', description: 'GroupDescription' },
  shape: (shaping) => {
    const id = textOf(field(shaping.found, 'id')) ?? shaping.identity;
    shaping.returns.GroupId = id;
    shapeOwn(shaping, 'ingress', ingress, id);
    shapeOwn(shaping, 'egress', egress, id);
  },
};

/**
 * The group's own attributes show the rules that stand apart as well, once the state was refreshed: they are put together again, and
 * stay apart only if their group isn't in the drop.
 */
const rule: TerraformException = {
  from: ['aws_security_group_rule', 'aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'],
  adds: true,
  shape: (shaping) => {
    const { found, resource } = shaping;
    const type = take(found, 'type');
    const isEgress = resource.called.includes('egress') || textOf(type) === 'egress';
    const direction = isEgress ? egress : ingress;
    shaping.dropNode(type, 'read-only', 'told by where the rule is');
    const owner = take(found, 'security_group_id');
    const id = textOf(owner) ?? shaping.identity;
    place(shaping, rulesOf(shaping, found, direction, literal(id)), direction, id);
    shaping.dropNode(owner, 'read-only', 'the group it is in');
    shaping.drop(['id', 'arn', 'security_group_rule_id'], 'read-only', 'Terraform names it');
    shaping.drop(['tags', 'tags_all'], 'not-deployable', 'CloudFormation’s rules have no tags');
    if (shaping.isAlone) shaping.isMade = false;
  },
};

export const securityGroups: readonly TerraformException[] = [group, rule];
