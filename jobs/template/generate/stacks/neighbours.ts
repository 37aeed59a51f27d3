import { isObject, type JsonValue } from '#schemas/json.ts';
import type { MappedResource } from '../mapped.ts';
import { isDistinctive } from '../wiring/distinctive.ts';
import { type Home, isGlobal } from '../wiring/home.ts';

/** A resource and where it is, as far as that is known. */
export type Found = { readonly resource: MappedResource; readonly where: Home };

const idsOf = ({ ref, returns }: MappedResource): string[] =>
  [ref, ...Object.values(returns)].filter((each) => each !== undefined && isDistinctive(each)).map(String);

const eachText = (value: JsonValue | undefined, visit: (text: string) => void): void => {
  if (typeof value === 'string') visit(value);
  else if (Array.isArray(value)) for (const item of value) eachText(item, visit);
  else if (isObject(value)) for (const item of Object.values(value)) eachText(item, visit);
};

/** Who names whom by its id or ARN, either way. */
const neighboursOf = (found: readonly Found[]): ReadonlyMap<number, ReadonlySet<number>> => {
  const owner = new Map(found.flatMap(({ resource }, at) => idsOf(resource).map((id): [string, number] => [id, at])));
  const neighbours = new Map<number, Set<number>>();
  const join = (one: number, other: number) => neighbours.set(one, (neighbours.get(one) ?? new Set()).add(other));
  for (const [at, { resource }] of found.entries()) {
    eachText(resource.properties, (text) => {
      const other = owner.get(text);
      if (other === undefined || other === at) return;
      join(at, other);
      join(other, at);
    });
  }
  return neighbours;
};

const commonest = (values: readonly string[]): string | undefined =>
  [...Map.groupBy(values.toSorted(), (value) => value)].sort(([, a], [, b]) => b.length - a.length)[0]?.[0];

/** A chain of ids leads no further: an address, its gateway, the gateway's subnet, its VPC, the VPC's route tables and so on. */
const steps = 8;

/**
 * Many EC2 outputs name no Region, but ids of what does: what does not say where it is, is where most of those are that it names or that
 * name it.
 */
export const besideNeighbours = (found: readonly Found[]): readonly Found[] => {
  if (new Set(found.flatMap(({ where }) => where.region ?? [])).size < 2) return found;
  const neighbours = neighboursOf(found);
  let all = found;
  for (let step = 0; step < steps; step += 1) {
    const known = all;
    const next = known.map((each, at): Found => {
      if (each.where.region !== undefined || isGlobal(each.resource.type)) return each;
      const near = [...(neighbours.get(at) ?? [])].flatMap((other) => known[other]?.where ?? []);
      const region = commonest(near.flatMap((where) => where.region ?? []));
      if (region === undefined) return each;
      const account = each.where.account ?? near.find((where) => where.region === region)?.account;
      return { ...each, where: { ...each.where, region, ...(account && { account }) } };
    });
    if (next.every((each, at) => each === known[at])) break;
    all = next;
  }
  return all;
};
