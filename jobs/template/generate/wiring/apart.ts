import type { Claims } from '../assembly/logical-id.ts';
import type { Placed } from '../assembly/placed.ts';
import { cyclicComponents } from './components.ts';
import { policiesApart } from './role-policies.ts';
import { edgesOf, graphOf, references, type Scanned } from './scanned.ts';
import { type Moved, moveRules, type RuleMove, ruleLists, rulesNaming, selfRules } from './security-group-rules.ts';

/** In which cycle each resource is, of those that are in one. */
const componentsOf = (scanned: readonly Scanned[]): ReadonlyMap<string, number> =>
  new Map(
    cyclicComponents(graphOf(edgesOf(scanned))).flatMap((members, at) =>
      members.map((id): [string, number] => [id, at]),
    ),
  );

const isGroup = ({ mapped }: Placed): boolean => mapped.type === 'AWS::EC2::SecurityGroup';

/** Rules by which security groups of the same cycle name each other: those for what comes in, and only if that is not enough the others. */
const mutualRules = (scanned: readonly Scanned[]): RuleMove[] => {
  const component = componentsOf(scanned);
  const groups = scanned.map(({ placed }) => placed).filter((each) => isGroup(each) && component.has(each.logicalId));
  const byGroupId = new Map(groups.map((each) => [each.mapped.returns.GroupId ?? each.mapped.ref ?? '', each]));
  const movesIn = (list: (typeof ruleLists)[number]) =>
    groups.flatMap((group) =>
      rulesNaming(group, list, (id) => {
        const peer = byGroupId.get(id);
        return peer !== undefined && component.get(peer.logicalId) === component.get(group.logicalId);
      }),
    );
  const [ingress, egress] = ruleLists;
  const incoming = movesIn(ingress);
  return incoming.length > 0 ? incoming : movesIn(egress);
};

/** The inline policies that name what needs their role, so that both are in one cycle. */
const circularPolicies = (scanned: readonly Scanned[]): ((role: Placed) => ReadonlySet<number>) => {
  const component = componentsOf(scanned);
  const byId = new Map(scanned.map((each) => [each.placed.logicalId, each]));
  return ({ logicalId }) => {
    const cycle = component.get(logicalId);
    if (cycle === undefined) return new Set();
    const found = [...(byId.get(logicalId)?.wired ?? [])].flatMap(([key, { segments }]) => {
      const [list, at]: readonly unknown[] = JSON.parse(key);
      const isIn = references(segments).some(({ to }) => to !== logicalId && component.get(to) === cycle);
      return list === 'Policies' && typeof at === 'number' && isIn ? [at] : [];
    });
    return new Set(found);
  };
};

const composed = (first: readonly Moved[], second: readonly Moved[]): Moved[] => {
  const later = new Map(second.map((each) => [`${each.logicalId}/${each.list}`, each]));
  const both = first.map((each) => {
    const next = later.get(`${each.logicalId}/${each.list}`);
    later.delete(`${each.logicalId}/${each.list}`);
    return next ? { ...each, to: each.to.map((to) => (typeof to === 'number' ? (next.to[to] ?? to) : to)) } : each;
  });
  return [...both, ...later.values()];
};

type Means = { readonly scan: (placed: Placed) => Scanned; readonly claims: Claims };

const placedOf = (scanned: readonly Scanned[]): Placed[] => scanned.map(({ placed }) => placed);

/** What a step left as it was needs not be scanned again. */
const rescanned = (resources: readonly Placed[], before: readonly Scanned[], { scan }: Means): Scanned[] => {
  const known = new Map(before.map((each) => [each.placed, each]));
  return resources.map((placed) => known.get(placed) ?? scan(placed));
};

/**
 * Scans the resources, and takes apart what would close a cycle: rules of security groups that name each other, and inline policies that name
 * what needs their role, become resources of their own. `moved` says where they went.
 */
export const partsApart = (
  resources: readonly Placed[],
  means: Means,
): { readonly scanned: readonly Scanned[]; readonly moved: readonly Moved[] } => {
  const { claim } = means.claims;
  const groups = resources.filter(isGroup);
  const named = new Map(groups.map((each) => [each.mapped.returns.GroupId ?? each.mapped.ref ?? '', each.logicalId]));
  const naming = { claim, nameOf: (groupId: string) => named.get(groupId) ?? '' };

  const first = moveRules(resources, groups.flatMap(selfRules), naming);
  let scanned = [...first.groups, ...first.rules].map(means.scan);
  let moved: readonly Moved[] = first.moved;
  // Once for what comes in, once for what goes out.
  for (const _ of ruleLists) {
    const moves = mutualRules(scanned);
    if (moves.length === 0) break;
    const next = moveRules(placedOf(scanned), moves, naming);
    scanned = rescanned([...next.groups, ...next.rules], scanned, means);
    moved = composed(moved, next.moved);
  }
  const policies = policiesApart(placedOf(scanned), circularPolicies(scanned), claim);
  return { scanned: rescanned(policies.resources, scanned, means), moved: [...moved, ...policies.moved] };
};
