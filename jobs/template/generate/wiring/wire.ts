import type { Finding } from '#schemas/findings.ts';
import type { JsonObject, JsonValue } from '#schemas/json.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import { compare } from '../assembly/canonical.ts';
import type { Claims } from '../assembly/logical-id.ts';
import type { Placed } from '../assembly/placed.ts';
import { eachReference } from '../assembly/references.ts';
import { companionAttribute } from './companions.ts';
import { cyclicComponents } from './components.ts';
import { type Acyclic, breakCycles, type Edge } from './cycles.ts';
import { isDistinctive } from './distinctive.ts';
import { expectedTypes, type Path } from './expected-types.ts';
import { cutFinding, foreignFindings, unbrokenFinding } from './findings.ts';
import type { Home } from './home.ts';
import { indexIdentities } from './identity.ts';
import { impliedDependencies, type Linked } from './implied-dependencies.ts';
import { isProse, type Place } from './place.ts';
import { type Surroundings, scan } from './scan.ts';
import { type Moved, moveRules, type RuleMove, ruleLists, rulesNaming, selfRules } from './security-group-rules.ts';
import { type Reference, render, type Segment, text } from './segment.ts';
import { mapStrings } from './walk.ts';

/** A string that is more than itself: some of its segments are references or pseudo parameters. */
type Wired = { readonly segments: readonly Segment[]; readonly strength: number };

/** A resource with what its strings were found to be, by path. */
type Scanned = { readonly placed: Placed; readonly wired: ReadonlyMap<string, Wired> };

export type WireOptions = {
  /** Whether rules of security groups that name each other may become resources of their own (default), or stay and keep literal ids. */
  readonly rulesApart?: boolean;
};

export type Wiring = {
  readonly resources: readonly Placed[];
  readonly moved: readonly Moved[];
  readonly findings: readonly Finding[];
};

const keyOf = (path: Path): string => JSON.stringify(path);

/** A resource's own physical name stays as it is, whatever it looks like. */
const isOwnName = ({ mapped }: Placed, path: Path, value: string, expected: ReadonlySet<string>): boolean =>
  path.length === 1 &&
  expected.size === 0 &&
  (value === mapped.name ||
    value === mapped.ref ||
    (/(?:Name|Identifier)$/.test(String(path[0])) && !isDistinctive(value)));

/** What is lost without the reference: a required parent most, a mention in a policy or a setting least. */
const strengthOf = (place: Place, segments: readonly Segment[]): number => {
  if (place.required) return 3;
  if (place.expected.size > 0) return 2;
  return segments.length === 1 ? 1 : 0;
};

const scanResource = (placed: Placed, registry: Registry, around: Surroundings): Scanned => {
  const type = registry.type(placed.mapped.type);
  const wired = new Map<string, Wired>();
  mapStrings(placed.properties, (value, path, called) => {
    if (value.length < 2 || isProse(path)) return value;
    const expected = expectedTypes(type, path);
    if (isOwnName(placed, path, value, expected)) return value;
    const required = path.length === 1 && type?.properties[String(path[0])]?.required === true;
    const place: Place = { owner: placed.logicalId, path, called, expected, required };
    const segments = scan(value, place, around);
    if (segments.some(({ kind }) => kind !== 'text')) {
      wired.set(keyOf(path), { segments, strength: strengthOf(place, segments) });
    }
    return value;
  });
  return { placed, wired };
};

/** The values that belong to a reference beside them, once that is found. */
const withCompanions = ({ placed, wired }: Scanned, byId: ReadonlyMap<string, Placed>): Scanned => {
  const found = new Map(wired);
  const soleReference = (path: Path): Placed | undefined => {
    const to = references(wired.get(keyOf(path))?.segments ?? [])[0]?.to;
    return to === undefined ? undefined : byId.get(to);
  };
  if (wired.size > 0) {
    mapStrings(placed.properties, (value, path) => {
      const companion = companionAttribute(String(path.at(-1)), value, (name) =>
        soleReference([...path.slice(0, -1), name]),
      );
      if (companion) {
        const segment: Reference = { kind: 'reference', ...companion, text: value, instead: [text(value)] };
        found.set(keyOf(path), { segments: [segment], strength: 1 });
      }
      return value;
    });
  }
  return found.size === wired.size ? { placed, wired } : { placed, wired: found };
};

const linksOf = ({ placed, wired }: Scanned, exists: (id: string) => boolean): Linked => ({
  placed,
  links: [
    ...[...wired].flatMap(([path, { segments }]) => {
      const property = String(JSON.parse(path)[0]);
      return references(segments).map(({ to }) => ({ property, to }));
    }),
    ...Object.entries(placed.properties).flatMap(([property, value]) => {
      const written: { property: string; to: string }[] = [];
      eachReference(value, ({ id }) => exists(id) && written.push({ property, to: id }));
      return written;
    }),
    ...dependsOn(placed).map((to) => ({ property: 'DependsOn', to })),
  ],
});

const dependsOn = ({ attributes }: Placed): string[] => {
  const after = attributes.DependsOn;
  const list: readonly JsonValue[] = Array.isArray(after) ? after : after === undefined ? [] : [after];
  return list.filter((id) => typeof id === 'string');
};

const references = (segments: readonly Segment[]): Reference[] => segments.filter((each) => each.kind === 'reference');

/** References written by hand, in properties and attributes, which stay whatever happens. */
const writtenReferences = (placed: Placed, exists: (id: string) => boolean): string[] => {
  const { properties, attributes } = placed;
  const found = new Set<string>();
  eachReference({ ...attributes, Properties: properties }, ({ id }) => {
    if (exists(id)) found.add(id);
  });
  for (const id of dependsOn(placed)) if (exists(id)) found.add(id);
  return [...found];
};

const edgesOf = (scanned: readonly Scanned[]): Edge[] => {
  const ids = new Set(scanned.map(({ placed }) => placed.logicalId));
  return scanned.flatMap(({ placed, wired }) => [
    ...writtenReferences(placed, (id) => ids.has(id)).map((to) => ({
      from: placed.logicalId,
      to,
      strength: 9,
      fixed: true,
    })),
    ...[...wired.values()].flatMap(({ segments, strength }) =>
      references(segments).map(({ to }) => ({ from: placed.logicalId, to, strength, fixed: false })),
    ),
  ]);
};

const graphOf = (edges: readonly Edge[]) => {
  const graph = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    graph.set(from, (graph.get(from) ?? new Set()).add(to));
    if (!graph.has(to)) graph.set(to, new Set());
  }
  return graph;
};

const isGroup = ({ mapped }: Placed): boolean => mapped.type === 'AWS::EC2::SecurityGroup';

/** Rules by which security groups of the same cycle name each other: those for what comes in, and only if that is not enough the others. */
const mutualRules = (scanned: readonly Scanned[]): RuleMove[] => {
  const component = new Map<string, number>();
  for (const [at, members] of cyclicComponents(graphOf(edgesOf(scanned))).entries()) {
    for (const id of members) component.set(id, at);
  }
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

const rendered = ({ placed, wired }: Scanned, isCut: (to: string) => boolean): Placed => {
  if (wired.size === 0) return placed;
  const properties: JsonObject = mapStrings(placed.properties, (value, path) => {
    const found = wired.get(keyOf(path));
    if (!found) return value;
    return render(
      found.segments.flatMap((each): readonly Segment[] =>
        each.kind === 'reference' && isCut(each.to) ? each.instead : [each],
      ),
    );
  });
  return { ...placed, properties };
};

/** With `DependsOn` for what no reference says. */
const after = (placed: Placed, ids: readonly string[]): Placed => {
  if (ids.length === 0) return placed;
  const all = [...new Set([...dependsOn(placed), ...ids])].sort(compare);
  const [only] = all;
  return { ...placed, attributes: { ...placed.attributes, DependsOn: all.length === 1 && only ? only : all } };
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

const cutsByPair = ({ cuts }: Acyclic) => new Set(cuts.map(({ from, to }) => `${from} ${to}`));

/**
 * Turns the literal ids, names and ARNs of resources that are there into references, and the drop's own account, region and partition into
 * pseudo parameters. The result has no cycle but those written by hand. Linear in the size of the resources.
 */
export const wire = (
  resources: readonly Placed[],
  registry: Registry,
  home: Home,
  claims: Claims,
  { rulesApart = true }: WireOptions = {},
): Wiring => {
  const foreign = new Map<string, Set<string>>();
  const around: Surroundings = {
    index: indexIdentities(resources, registry, home),
    home,
    foreign: (account, { owner }) => foreign.set(account, (foreign.get(account) ?? new Set()).add(owner)),
  };
  const scanAll = (each: readonly Placed[]) => each.map((placed) => scanResource(placed, registry, around));
  const named = new Map(
    resources.filter(isGroup).map((each) => [each.mapped.returns.GroupId ?? each.mapped.ref ?? '', each.logicalId]),
  );
  const naming = { claim: claims.claim, nameOf: (groupId: string) => named.get(groupId) ?? '' };

  const apart = moveRules(resources, rulesApart ? resources.filter(isGroup).flatMap(selfRules) : [], naming);
  let scanned = scanAll([...apart.groups, ...apart.rules]);
  let moved: Moved[] = apart.moved;
  // Once for what comes in, once for what goes out.
  for (const _ of rulesApart ? ruleLists : []) {
    const moves = mutualRules(scanned);
    if (moves.length === 0) break;
    const {
      groups,
      rules,
      moved: next,
    } = moveRules(
      scanned.map(({ placed }) => placed),
      moves,
      naming,
    );
    const before = new Map(scanned.map((each) => [each.placed, each]));
    scanned = [...groups, ...rules].map((placed) => before.get(placed) ?? scanResource(placed, registry, around));
    moved = composed(moved, next);
  }

  const byId = new Map(scanned.map(({ placed }) => [placed.logicalId, placed]));
  scanned = scanned.map((each) => withCompanions(each, byId));
  const implied = impliedDependencies(scanned.map((each) => linksOf(each, (id) => byId.has(id))));
  const impliedEdges = implied.map((each) => ({ ...each, strength: 2.5, fixed: false }));
  const acyclic = breakCycles([...edgesOf(scanned), ...impliedEdges]);
  const cut = cutsByPair(acyclic);
  const needed = new Map(
    [...Map.groupBy(implied, ({ from }) => from)].map(([from, each]) => [from, each.map(({ to }) => to)]),
  );
  return {
    resources: scanned.map((each) => {
      const isCut = (to: string) => cut.has(`${each.placed.logicalId} ${to}`);
      return after(rendered(each, isCut), needed.get(each.placed.logicalId)?.filter((to) => !isCut(to)) ?? []);
    }),
    moved,
    findings: [
      ...acyclic.cuts.map(cutFinding),
      ...acyclic.unbroken.map(unbrokenFinding),
      ...foreignFindings(foreign, home),
    ],
  };
};
