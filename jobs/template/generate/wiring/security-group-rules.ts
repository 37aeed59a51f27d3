import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Placed } from '../assembly/placed.ts';
import { mapObject } from '../assembly/references.ts';
import { allowsNothing } from '../mapping/security-group-direction.ts';

/** The two lists of rules in a security group, and what a rule becomes on its own. */
export const ruleLists = [
  {
    list: 'SecurityGroupIngress',
    peer: 'SourceSecurityGroupId',
    type: 'AWS::EC2::SecurityGroupIngress',
    says: 'IngressFrom',
  },
  {
    list: 'SecurityGroupEgress',
    peer: 'DestinationSecurityGroupId',
    type: 'AWS::EC2::SecurityGroupEgress',
    says: 'EgressTo',
  },
] as const;

export type RuleList = (typeof ruleLists)[number];

/** A rule that is to leave its security group: the `at`th of the list. */
export type RuleMove = { readonly group: Placed; readonly list: RuleList; readonly at: number };

/** Where the rules of a list went: position before -> position after, or the logical id of the rule's own resource. */
export type Moved = { readonly logicalId: string; readonly list: string; readonly to: readonly (number | string)[] };

const rulesOf = (properties: JsonObject, list: string): readonly JsonValue[] => {
  const rules = properties[list];
  return Array.isArray(rules) ? rules : [];
};

const groupIdOf = ({ mapped }: Placed): string | undefined => mapped.returns.GroupId ?? mapped.ref;

/** The rules that name, by its id, one of the given groups. */
export const rulesNaming = (group: Placed, list: RuleList, isPeer: (groupId: string) => boolean): RuleMove[] =>
  groupIdOf(group) === undefined
    ? []
    : rulesOf(group.properties, list.list).flatMap((rule, at) => {
        const peer = isObject(rule) ? rule[list.peer] : undefined;
        return typeof peer === 'string' && isPeer(peer) ? [{ group, list, at }] : [];
      });

/** A group that refers to itself cannot be created in one piece. */
export const selfRules = (group: Placed): RuleMove[] =>
  ruleLists.flatMap((list) => rulesNaming(group, list, (id) => id === groupIdOf(group)));

const without = (properties: JsonObject, list: RuleList, leaving: ReadonlySet<number>): JsonObject => {
  const rest = rulesOf(properties, list.list).filter((_, at) => !leaving.has(at));
  const kept =
    rest.length === 0 && list.list === 'SecurityGroupEgress'
      ? [allowsNothing('its rules are resources of their own')]
      : rest;
  const next = mapObject(properties, (value, key) => (key === list.list ? kept : value));
  return kept.length > 0 ? next : Object.fromEntries(Object.entries(next).filter(([key]) => key !== list.list));
};

const port = ({ IpProtocol, FromPort, ToPort }: JsonObject): string => {
  if (IpProtocol === '-1' || IpProtocol === -1 || FromPort === undefined || FromPort === -1) return '';
  return FromPort === ToPort ? `${FromPort}` : `${FromPort}To${ToPort}`;
};

/** WebSecurityGroup is Web where it is clear that security groups are meant. */
const brief = (logicalId: string): string => logicalId.replace(/(?<=.)(?:SecurityGroup|Sg)$/, '');

type Naming = { readonly claim: (wanted: string) => string; readonly nameOf: (groupId: string) => string };

const ownResource = ({ group, list, at }: RuleMove, { claim, nameOf }: Naming): Placed => {
  const rule = rulesOf(group.properties, list.list)[at];
  const properties: JsonObject = { GroupId: groupIdOf(group), ...(isObject(rule) ? rule : {}) };
  const peer = properties[list.peer];
  const other = typeof peer === 'string' ? nameOf(peer) : '';
  const wanted = `${brief(group.logicalId)}${list.says}${other === group.logicalId ? 'Itself' : brief(other)}${port(properties)}`;
  const mapped = { type: list.type, properties, returns: {}, parts: group.mapped.parts, traces: [] };
  return { logicalId: claim(wanted.replace(/[^A-Za-z0-9]/g, '')), mapped, properties, attributes: {} };
};

/** The groups without the moved rules, the rules as resources, and where each rule of a changed list is now. */
export const moveRules = (
  groups: readonly Placed[],
  moves: readonly RuleMove[],
  naming: Naming,
): { readonly groups: Placed[]; readonly rules: Placed[]; readonly moved: Moved[] } => {
  const byGroup = Map.groupBy(moves, ({ group }) => group.logicalId);
  const rules: Placed[] = [];
  const moved: Moved[] = [];
  const changed = groups.map((group) => {
    let { properties } = group;
    for (const list of ruleLists) {
      const leaving = (byGroup.get(group.logicalId) ?? []).filter((move) => move.list === list);
      if (leaving.length === 0) continue;
      const own = new Map(leaving.map((move) => [move.at, ownResource(move, naming)]));
      let position = 0;
      const to = rulesOf(group.properties, list.list).map((_, at) => own.get(at)?.logicalId ?? position++);
      moved.push({ logicalId: group.logicalId, list: list.list, to });
      rules.push(...own.values());
      properties = without(properties, list, new Set(own.keys()));
    }
    return properties === group.properties ? group : { ...group, properties };
  });
  return { groups: changed, rules, moved };
};
