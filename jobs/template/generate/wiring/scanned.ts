import type { JsonValue } from '#schemas/json.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { Placed } from '../assembly/placed.ts';
import { eachReference } from '../assembly/references.ts';
import { companionAttribute } from './companions.ts';
import type { Edge } from './cycles.ts';
import { isDistinctive } from './distinctive.ts';
import { expectedTypes, type Path } from './expected-types.ts';
import type { Linked } from './implied-dependencies.ts';
import { isProse, type Place } from './place.ts';
import { type Surroundings, scan } from './scan.ts';
import { type Reference, type Segment, text } from './segment.ts';
import { mapStrings } from './walk.ts';

/** A string that is more than itself: some of its segments are references or pseudo parameters. */
type Wired = { readonly segments: readonly Segment[]; readonly strength: number };

/** A resource with what its strings were found to be, by path. */
export type Scanned = { readonly placed: Placed; readonly wired: ReadonlyMap<string, Wired> };

export const keyOf = (path: Path): string => JSON.stringify(path);

/** A resource's own physical name stays as it is, whatever it looks like. */
const isOwnName = ({ mapped }: Placed, path: Path, value: string, expected: ReadonlySet<string>): boolean =>
  path.length === 1 &&
  expected.size === 0 &&
  (value === mapped.name ||
    value === mapped.ref ||
    (/(?:Name|Identifier)$/.test(String(path[0])) && !isDistinctive(value) && !isParentName(mapped.type, path)));

/** A role policy's RoleName is the name of its role, though the registry doesn't say so; a cluster's ClusterName is its own. */
const isParentName = (type: string, [property]: Path): boolean =>
  String(property).replace(/(?:Name|Identifier)$/, '') !== type.split('::').at(-1) && property !== 'Name';

/** What is lost without the reference: a required parent most, a mention in a policy or a setting least. */
const strengthOf = (place: Place, segments: readonly Segment[]): number => {
  if (place.required) return 3;
  if (place.expected.size > 0) return 2;
  return segments.length === 1 ? 1 : 0;
};

export const scanResource = (placed: Placed, registry: Registry, around: Surroundings): Scanned => {
  const type = registry.type(placed.mapped.type);
  const wired = new Map<string, Wired>();
  mapStrings(placed.properties, (value, path, called) => {
    if (value.length < 2 || isProse(path)) return value;
    const expected = expectedTypes(type, path);
    if (isOwnName(placed, path, value, expected)) return value;
    const required = path.length === 1 && type?.properties[String(path[0])]?.required === true;
    const place: Place = { owner: placed.logicalId, ownerType: placed.mapped.type, path, called, expected, required };
    const segments = scan(value, place, around);
    if (segments.some(({ kind }) => kind !== 'text')) {
      wired.set(keyOf(path), { segments, strength: strengthOf(place, segments) });
    }
    return value;
  });
  return { placed, wired };
};

/** The values that belong to a reference beside them, once that is found. */
export const withCompanions = ({ placed, wired }: Scanned, byId: ReadonlyMap<string, Placed>): Scanned => {
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

export const linksOf = ({ placed, wired }: Scanned, exists: (id: string) => boolean): Linked => ({
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

export const dependsOn = ({ attributes }: Placed): string[] => {
  const after = attributes.DependsOn;
  const list: readonly JsonValue[] = Array.isArray(after) ? after : after === undefined ? [] : [after];
  return list.filter((id) => typeof id === 'string');
};

export const references = (segments: readonly Segment[]): Reference[] =>
  segments.filter((each) => each.kind === 'reference');

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

export const edgesOf = (scanned: readonly Scanned[]): Edge[] => {
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

export const graphOf = (edges: readonly Edge[]) => {
  const graph = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    graph.set(from, (graph.get(from) ?? new Set()).add(to));
    if (!graph.has(to)) graph.set(to, new Set());
  }
  return graph;
};
