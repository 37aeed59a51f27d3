import type { JsonObject } from '#schemas/json.ts';
import type { TemplateParameter } from '#shared/cloudformation/template.ts';
import { compare } from '../assembly/canonical.ts';
import type { Claims } from '../assembly/logical-id.ts';
import type { Parameters } from '../assembly/parameters.ts';
import { isWritten, type Placed } from '../assembly/placed.ts';
import type { Path } from '../wiring/expected-types.ts';
import type { Home } from '../wiring/home.ts';
import { type TextPlace, withParameters } from '../wiring/parameter-text.ts';
import { isProse } from '../wiring/place.ts';
import { type Value, valuesIn } from './find.ts';
import { mapIdLists } from './id-lists.ts';
import { type Kind, kindOfId } from './kinds.ts';

/** A list that became one parameter: what was in it is there now. */
export type Collapsed = { readonly logicalId: string; readonly path: Path };

export type Shared = {
  readonly resources: readonly Placed[];
  readonly parameters: Parameters;
  readonly collapsed: readonly Collapsed[];
};

type Use = { readonly kind: Kind; readonly owners: Set<string>; isAlone: boolean };

type Context = { readonly home: Home; readonly claims: Claims; readonly room: number };

/** Everything by which the drop's own resources are known: what a reference could not be made to is not somebody else's. */
const ownOf = (resources: readonly Placed[]): ReadonlySet<string> =>
  new Set(resources.flatMap(({ mapped }) => [mapped.ref ?? '', ...Object.values(mapped.returns)]));

const finder =
  (home: Home, own: ReadonlySet<string>) =>
  (placed: Placed): ((place: TextPlace) => Value[]) =>
  (place) =>
    isProse(place.path)
      ? []
      : valuesIn(place.raw, place, placed.mapped.type, home).filter(({ literal }) => !own.has(literal));

const keyOf = (ids: readonly string[]): string => ids.join(',');

/** Lists that say the same ids wherever one of them is said, so that one parameter can stand for them all. */
const steadyLists = (
  resources: readonly Placed[],
  own: ReadonlySet<string>,
  uses: ReadonlyMap<string, Use>,
  count: ReadonlyMap<string, number>,
): ReadonlyMap<string, Set<string>> => {
  const owners = new Map<string, Set<string>>();
  const inLists = new Map<string, number>();
  const listsOf = new Map<string, Set<string>>();
  for (const { logicalId, properties } of resources) {
    mapIdLists(properties, ({ ids }, path) => {
      if (isProse(path) || ids.some((each) => own.has(each))) return undefined;
      owners.set(keyOf(ids), (owners.get(keyOf(ids)) ?? new Set()).add(logicalId));
      for (const each of ids) {
        inLists.set(each, (inLists.get(each) ?? 0) + 1);
        listsOf.set(each, (listsOf.get(each) ?? new Set()).add(keyOf(ids)));
      }
      return undefined;
    });
  }
  const isSteady = (key: string) =>
    key
      .split(',')
      .every((each) => uses.has(each) && listsOf.get(each)?.size === 1 && inLists.get(each) === count.get(each));
  return new Map([...owners].filter(([key]) => isSteady(key)));
};

const listed = (owners: ReadonlySet<string>): string => {
  const all = [...owners].sort(compare);
  return all.length <= 3 ? all.join(', ') : `${all.slice(0, 2).join(', ')} and ${all.length - 2} more`;
};

const parameter = (
  { type, says }: Kind,
  value: string,
  owners: ReadonlySet<string>,
  isList = false,
): TemplateParameter => ({
  Type: isList ? `List<${type}>` : type,
  Description: `${says}${isList ? 's' : ''} of ${listed(owners)}, not in the drop`,
  Default: value,
});

/**
 * Makes typed parameters, with what was found as default, of what resources use that the drop doesn't hold: ids of networks, images, keys and
 * certificates wherever they are used, other values where at least two resources share them.
 */
export const sharedValues = (resources: readonly Placed[], { home, claims, room }: Context): Shared => {
  const own = ownOf(resources);
  const findIn = finder(home, own);
  const uses = new Map<string, Use>();
  const count = new Map<string, number>();
  for (const placed of resources) {
    const find = findIn(placed);
    withParameters(placed.properties, (_, place) => {
      for (const { literal, kind } of find(place)) {
        const use = uses.get(literal) ?? { kind, owners: new Set<string>(), isAlone: false };
        use.owners.add(placed.logicalId);
        use.isAlone ||= kind.alone && !isWritten(placed);
        uses.set(literal, use);
        count.set(literal, (count.get(literal) ?? 0) + 1);
      }
      return [];
    });
  }
  const wanted = new Map([...uses].filter(([, { owners, isAlone }]) => isAlone || owners.size > 1));
  const lists = steadyLists(resources, own, wanted, count);
  const inList = new Set([...lists.keys()].flatMap((key) => key.split(',')));

  const parameters = new Map<string, TemplateParameter>();
  const byValue = new Map<string, string>();
  const made = [
    ...[...lists].flatMap(([key, owners]) => {
      const kind = kindOfId(key);
      return kind ? [{ key, kind: { ...kind, name: `${kind.name}s` }, owners, isList: true }] : [];
    }),
    ...[...wanted].filter(([key]) => !inList.has(key)).map(([key, use]) => ({ key, ...use, isList: false })),
  ].sort((a, b) => b.owners.size - a.owners.size || compare(a.key, b.key));
  for (const { key, kind, owners, isList } of made.slice(0, Math.max(0, room))) {
    const id = claims.claim(kind.name);
    parameters.set(id, parameter(kind, key, owners, isList));
    byValue.set(key, id);
  }

  const collapsed: Collapsed[] = [];
  const changed = resources.map((placed) => {
    const withLists: JsonObject = mapIdLists(placed.properties, ({ ids }, path) => {
      const id = isProse(path) ? undefined : byValue.get(keyOf(ids));
      if (id === undefined || !lists.has(keyOf(ids))) return undefined;
      collapsed.push({ logicalId: placed.logicalId, path });
      return { Ref: id };
    });
    const find = findIn(placed);
    const properties = withParameters(withLists, (_, place) =>
      find(place).flatMap(({ literal, start, end }) => {
        const id = byValue.get(literal);
        return id === undefined ? [] : [{ start, end, parameter: id }];
      }),
    );
    return { ...placed, properties };
  });
  return { resources: changed, parameters: Object.fromEntries(parameters), collapsed };
};
