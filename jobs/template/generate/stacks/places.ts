import { compare } from '../assembly/canonical.ts';
import type { MappedResource } from '../mapped.ts';
import { type Home, majorityOf, whereaboutsOf } from '../wiring/home.ts';
import { besideNeighbours, type Found } from './neighbours.ts';

/** An account and a Region, as far as they are known, and the resources that live there. */
export type Place = {
  readonly account?: string;
  readonly region?: string;
  readonly resources: readonly MappedResource[];
};

const by = (found: readonly Found[], keyOf: (where: Home) => string | undefined) =>
  Map.groupBy(found, ({ where }) => keyOf(where));

const majorities = (groups: ReadonlyMap<string | undefined, readonly Found[]>): ReadonlyMap<string | undefined, Home> =>
  new Map([...groups].map(([key, members]) => [key, majorityOf(members.map(({ where }) => where))]));

/**
 * A stack is of one account and Region: the resources by where they are, the place with the most of them first. One that does not say joins
 * what it names or is named by, else those it has the account or the Region in common with, else the most; one of a global service is with its account's most.
 */
export const placesOf = (resources: readonly MappedResource[]): readonly Place[] => {
  const found = besideNeighbours(resources.map((resource) => ({ resource, where: whereaboutsOf(resource) })));
  const all = majorityOf(found.map(({ where }) => where));
  const inRegion = majorities(by(found, ({ region }) => region));
  const accounted = found.map(({ resource, where }) => {
    const account = where.account ?? (where.region && inRegion.get(where.region)?.account) ?? all.account;
    return { resource, where: { ...where, ...(account && { account }) } };
  });
  const inAccount = majorities(by(accounted, ({ account }) => account));
  const settled = accounted.map(({ resource, where }) => {
    const region = where.region ?? inAccount.get(where.account)?.region;
    return { resource, where: { ...where, ...(region && { region }) } };
  });
  const places = [...by(settled, ({ account = '', region = '' }) => `${account} ${region}`)];
  return places
    .sort(([a, members], [b, others]) => others.length - members.length || compare(a ?? '', b ?? ''))
    .map(([, members]) => {
      const { account, region } = members[0]?.where ?? {};
      return {
        ...(account && { account }),
        ...(region && { region }),
        resources: members.map(({ resource }) => resource),
      };
    });
};
