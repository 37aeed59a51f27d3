import { concatenated } from '../fit-list.ts';
import { type Found, type FoundObject, field, itemsOf, list, literal, object, put, take, textOf } from '../found.ts';
import { gather } from '../reshape.ts';
import { allowsNothing, type Direction, egress, ingress, saysNone } from '../security-group-direction.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';

const shared = ['IpProtocol', 'FromPort', 'ToPort'];

/** A rule each for every range, prefix list and group of a permission; protocol and ports are the same leaves in all. */
const rulesOf = (shaping: Shaping, permission: Found, direction: Direction): readonly FoundObject[] => {
  const base = shared.flatMap((name): [string, Found][] => {
    const node = field(permission, name);
    return node ? [[name, node]] : [];
  });
  const ranges = take(permission, 'Ipv4Ranges');
  const plain = take(permission, 'IpRanges');
  // AWS Config shows IPv4 ranges twice, the second time as bare strings.
  if (ranges) shaping.dropNode(plain, 'superseded', 'told by ipv4Ranges');
  const peers = [
    ...itemsOf(ranges ?? plain).map((range) => (range.kind === 'leaf' ? object([['CidrIp', range]]) : range)),
    ...itemsOf(take(permission, 'Ipv6Ranges')),
    ...itemsOf(take(permission, 'PrefixListIds')).map((each) => gathered(each, { PrefixListId: direction.prefixList })),
    ...itemsOf(take(permission, 'UserIdGroupPairs')).map((pair) => peerGroup(shaping, pair, direction)),
  ];
  return peers.flatMap((peer) => (peer.kind === 'object' ? [object([...base, ...peer.fields])] : []));
};

const gathered = (node: Found, names: Readonly<Record<string, string>>) =>
  gather(node, { ...names, Description: 'Description' });

const peerGroup = (shaping: Shaping, pair: Found, direction: Direction): FoundObject => {
  const rule = gathered(pair, { GroupId: direction.peer });
  const owner = take(pair, 'UserId');
  const isOwn = textOf(owner) === textOf(field(shaping.found, 'OwnerId'));
  if (isOwn || direction === egress) shaping.dropNode(owner, 'account-metadata', 'whose it is');
  else put(rule, 'SourceSecurityGroupOwnerId', owner);
  shaping.dropNode(pair, 'read-only', 'told by the group’s id');
  return rule;
};

/** A rule about the group itself can't be in it: CloudFormation would have to know the group before it is made. */
const isAboutItself = (rule: FoundObject, { peer }: Direction, id: string) => textOf(field(rule, peer)) === id;

const whyNone = (apart: readonly FoundObject[]) =>
  apart.length > 0 ? 'its rules are resources of their own' : 'the group had no egress rule';

const shapeRules = (shaping: Shaping, name: string, direction: Direction): void => {
  const permissions = take(shaping.found, name);
  if (!permissions) return;
  const id = textOf(field(shaping.found, 'GroupId')) ?? shaping.identity;
  const rules = itemsOf(permissions).flatMap((permission) => rulesOf(shaping, permission, direction));
  const apart = rules.filter((rule) => isAboutItself(rule, direction, id));
  const inside = rules.filter((rule) => !isAboutItself(rule, direction, id));
  for (const rule of apart) {
    put(rule, 'GroupId', literal(id));
    const key = JSON.stringify(shared.map((each) => textOf(field(rule, each))));
    shaping.spawn(direction.type, `${id}|${key}`, rule);
  }
  if (permissions.kind === 'leaf') shaping.dropNode(permissions, 'empty');
  if (inside.length > 0) put(shaping.found, direction.property, concatenated(list(inside)));
  else if (direction === egress && (apart.length > 0 || saysNone(permissions)))
    put(shaping.found, egress.property, literal([allowsNothing(whyNone(apart))]));
};

export const securityGroup: Exception = {
  type: 'AWS::EC2::SecurityGroup',
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html',
  drops: { 'read-only': ['SecurityGroupArn'] },
  renames: { Description: 'GroupDescription' },
  shape: (shaping) => {
    shapeRules(shaping, 'IpPermissions', ingress);
    shapeRules(shaping, 'IpPermissionsEgress', egress);
    const name = field(shaping.found, 'GroupName');
    const note = 'every VPC has a group of that name, and it can’t be made';
    if (textOf(name) === 'default') shaping.dropNode(take(shaping.found, 'GroupName'), 'not-deployable', note);
    const id = textOf(field(shaping.found, 'GroupId')) ?? shaping.resource.identifiers[0];
    if (id) {
      shaping.ref = id;
      shaping.returns.GroupId = id;
    }
  },
};
