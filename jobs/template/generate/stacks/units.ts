import type { JsonValue } from '#schemas/json.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import { ownerProperty } from '../assembly/derived-name.ts';
import { layerOf } from '../assembly/layers.ts';
import { eachReference } from '../assembly/references.ts';
import { cyclicComponents } from '../wiring/components.ts';
import { DisjointSets } from './disjoint-sets.ts';
import type { Node } from './graph.ts';

/** Resources that stay together, in the order they came in. */
export type Unit = {
  readonly members: readonly Node[];
  /** The place of its layer in the order of reading, and the layer's title. */
  readonly rank: number;
  readonly layer: string;
  /** AWS::Lambda of AWS::Lambda::Function: of the one that the others belong to. */
  readonly service: string;
};

/** `id` is best in the stack of `owner`; firmly if it can't be anywhere else. */
type Tie = { readonly id: string; readonly owner: string; readonly firm: boolean };

/** What watches one thing is told with it, by the properties that say what it is. */
const watches: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'Dimensions',
  'AWS::IAM::InstanceProfile': 'Roles',
  'AWS::IAM::Policy': 'Roles',
  'AWS::KMS::Alias': 'TargetKeyId',
  'AWS::Lambda::Alias': 'FunctionName',
  'AWS::Lambda::Url': 'TargetFunctionArn',
  'AWS::Lambda::Version': 'FunctionName',
  'AWS::Logs::MetricFilter': 'LogGroupName',
  'AWS::Logs::SubscriptionFilter': 'LogGroupName',
};

/** Types that only one other may use: then they are that one's. */
const accessories =
  /^AWS::(?:IAM::(?:Role|ManagedPolicy|InstanceProfile)|Logs::LogGroup|EC2::(?:SecurityGroup|LaunchTemplate|EIP|KeyPair)|KMS::Key|\w+::\w*(?:SubnetGroup|ParameterGroup|OptionGroup)|Lambda::LayerVersion|CloudFront::\w*Policy|CloudFront::OriginAccessControl|SecretsManager::Secret)$/;

const referredIn = (value: JsonValue | undefined): string[] => {
  const ids = new Set<string>();
  eachReference(value, ({ id }) => ids.add(id));
  return [...ids];
};

/** A policy is its bucket's, a rule its security group's, a method its API's: a property that is part of its identity says so, or a table. */
const ownersOf = ({ placed, references }: Node, registry: Registry): readonly string[] => {
  const { type } = placed.mapped;
  const known = new Set(references.map(({ id }) => id));
  const told = ownerProperty(type) ?? (Object.hasOwn(watches, type) ? watches[type] : undefined);
  const names = told === undefined ? (registry.type(type)?.primaryIdentifier ?? []) : [told];
  return names.flatMap((name) => referredIn(placed.properties[name])).filter((id) => known.has(id));
};

const tiesOf = (nodes: readonly Node[], registry: Registry): Tie[] =>
  nodes.flatMap((node) => {
    const id = node.placed.logicalId;
    const [owner, ...others] = ownersOf(node, registry);
    const own = owner !== undefined && others.length === 0 ? [{ id, owner, firm: false }] : [];
    return [...own, ...node.bound.map((to) => ({ id, owner: to, firm: true }))];
  });

const joined = (ties: readonly Tie[]): DisjointSets<string> => {
  const sets = new DisjointSets<string>();
  for (const { id, owner } of ties) sets.join(owner, id);
  return sets;
};

const targets = ({ references, after }: Node): string[] => [...references.map(({ id }) => id), ...after];

/** Who of the sets refers to which other of them. */
const between = (nodes: readonly Node[], sets: DisjointSets<string>): Map<string, Set<string>> => {
  const graph = new Map<string, Set<string>>();
  for (const node of nodes) {
    const from = sets.root(node.placed.logicalId);
    const to = graph.get(from) ?? new Set();
    graph.set(from, to);
    for (const id of targets(node)) if (sets.root(id) !== from) to.add(sets.root(id));
  }
  return graph;
};

/** What nobody but one uses, to that one: the role of a function, the group of a load balancer, and so on up. */
const privateTies = (nodes: readonly Node[], ties: readonly Tie[]): Tie[] => {
  const children = new Set(ties.map(({ id }) => id));
  const isAccessory = (members: readonly Node[]) =>
    members.every(({ placed }) => children.has(placed.logicalId) || accessories.test(placed.mapped.type));
  let all = [...ties];
  for (let round = 0; round < 3; round += 1) {
    const sets = joined(all);
    const members = Map.groupBy(nodes, ({ placed }) => sets.root(placed.logicalId));
    const users = new Map<string, Set<string>>();
    for (const [from, to] of between(nodes, sets)) {
      for (const id of to) users.set(id, (users.get(id) ?? new Set()).add(from));
    }
    const found = [...members].flatMap(([id, each]): Tie[] => {
      const [owner, ...others] = users.get(id) ?? [];
      return owner !== undefined && others.length === 0 && isAccessory(each) ? [{ id, owner, firm: false }] : [];
    });
    if (found.length === 0) break;
    all = [...all, ...found];
  }
  return all;
};

/** Sets that refer to each other in a circle become one if they are no more than this; else they come apart. */
const mostTogether = 60;

/** Ties such that no set refers back to one that refers to it. A circle of references that were written by hand stays together. */
const acyclic = (nodes: readonly Node[], wanted: readonly Tie[]): readonly Tie[] => {
  let ties = wanted;
  for (;;) {
    const sets = joined(ties);
    const circles = cyclicComponents(between(nodes, sets));
    if (circles.length === 0) return ties;
    const inCircle = new Map(circles.flatMap((roots, at) => roots.map((root): [string, number] => [root, at])));
    const circleOf = (id: string) => inCircle.get(sets.root(id));
    const sizes = Map.groupBy(nodes, ({ placed }) => circleOf(placed.logicalId));
    const loose = new Set(ties.flatMap(({ owner, firm }) => (firm ? [] : [circleOf(owner)])));
    const isApart = (at: number | undefined) =>
      at !== undefined && (sizes.get(at)?.length ?? 0) > mostTogether && loose.has(at);
    const kept = ties.filter(({ owner, firm }) => firm || !isApart(circleOf(owner)));
    const circle = circles.flatMap(([owner = '', ...ids], at) =>
      isApart(at) ? [] : ids.map((id) => ({ id, owner, firm: true })),
    );
    ties = [...kept, ...circle];
  }
};

const serviceOf = (type: string): string => type.split('::').slice(0, 2).join('::');

const unitOf = (members: readonly Node[], children: ReadonlySet<string>): Unit => {
  const types = members.map(({ placed }) => placed.mapped.type);
  const own = members.filter(({ placed }) => !children.has(placed.logicalId)).map(({ placed }) => placed.mapped.type);
  const [first, ...others] = (own.length > 0 ? own : types).map((type) => ({ type, ...layerOf(type) }));
  const principal = others.reduce((best, each) => (best && best.rank >= each.rank ? best : each), first);
  const { type = '', rank = 0, title = 'Other' } = principal ?? {};
  return { members, rank, layer: title, service: serviceOf(type) };
};

/** The resources in units that are not to be taken apart, such that the references between units form no circle. */
export const unitsOf = (nodes: readonly Node[], registry: Registry): readonly Unit[] => {
  const ties = acyclic(nodes, privateTies(nodes, tiesOf(nodes, registry)));
  const sets = joined(ties);
  const children = new Set(ties.filter(({ firm }) => !firm).map(({ id }) => id));
  return [...Map.groupBy(nodes, ({ placed }) => sets.root(placed.logicalId)).values()].map((members) =>
    unitOf(members, children),
  );
};
