import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { globalRegion, type Looks } from './looks.ts';
import type { Surroundings } from './rules/rule.ts';

const key = (type: string, accountId: string, region?: string): string => `${type} ${accountId} ${region ?? ''}`;

const none: readonly InventoryResource[] = [];

/** What the rules may look at: everything of one scan, found by type and place in constant time. */
export const surroundingsOf = ({ resources: owned, facts, isComplete }: Looks, now: Date): Surroundings => {
  const resources = [...owned, ...facts];
  const byPlace = Map.groupBy(resources, ({ type, accountId, region }) => key(type, accountId, region));
  const byId = new Map(resources.map((each) => [`${key(each.type, each.accountId, each.region)} ${each.id}`, each]));
  const byAccount = Map.groupBy(resources, ({ type, accountId }) => key(type, accountId));
  return {
    now,
    isComplete,
    find: (type, id, { accountId, region }) =>
      byId.get(`${key(type, accountId, region)} ${id}`) ?? byId.get(`${key(type, accountId, globalRegion)} ${id}`),
    nearby: (type, { accountId, region }) => {
      if (region === globalRegion) return byAccount.get(key(type, accountId)) ?? none;
      const here = byPlace.get(key(type, accountId, region)) ?? none;
      const everywhere = byPlace.get(key(type, accountId, globalRegion));
      return everywhere ? [...here, ...everywhere] : here;
    },
  };
};
