import type { Finding } from '#schemas/findings.ts';
import type { JsonObject } from '#schemas/json.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import { compare } from '../assembly/canonical.ts';
import type { Claims } from '../assembly/logical-id.ts';
import type { Placed } from '../assembly/placed.ts';
import { partsApart } from './apart.ts';
import { type Acyclic, breakCycles, type Cut } from './cycles.ts';
import { foreignFindings, unbrokenFinding } from './findings.ts';
import type { Home } from './home.ts';
import { indexIdentities } from './identity.ts';
import { impliedDependencies } from './implied-dependencies.ts';
import type { Surroundings } from './scan.ts';
import { dependsOn, edgesOf, keyOf, linksOf, type Scanned, scanResource, withCompanions } from './scanned.ts';
import type { Moved } from './security-group-rules.ts';
import { render, type Segment } from './segment.ts';
import { mapStrings } from './walk.ts';

export type WireOptions = {
  /** Whether rules of security groups and policies of roles that close a cycle may become resources of their own (default), or stay and keep literal ids. */
  readonly rulesApart?: boolean;
};

export type Wiring = {
  readonly resources: readonly Placed[];
  readonly moved: readonly Moved[];
  /** References that would have closed a cycle. */
  readonly cuts: readonly Cut[];
  readonly findings: readonly Finding[];
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
  const scanOne = (placed: Placed) => scanResource(placed, registry, around);
  const apart = rulesApart
    ? partsApart(resources, { scan: scanOne, claims })
    : { scanned: resources.map(scanOne), moved: [] };

  const byId = new Map(apart.scanned.map(({ placed }) => [placed.logicalId, placed]));
  const scanned = apart.scanned.map((each) => withCompanions(each, byId));
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
    moved: apart.moved,
    cuts: acyclic.cuts,
    findings: [...acyclic.unbroken.map(unbrokenFinding), ...foreignFindings(foreign, home)],
  };
};
