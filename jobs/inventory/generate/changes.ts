import type { Changes } from '#schemas/inventory/report.ts';
import { type InventoryResource, type ResourceRef, resourceRef } from '#schemas/inventory/resource.ts';
import { canonical, essence } from './canonical.ts';
import { fieldChanges } from './difference.ts';
import { isOwned, type Looks } from './looks.ts';

/** The last complete look at one type in one cell. */
export type EarlierLook = {
  readonly type: string;
  readonly accountId: string;
  readonly region: string;
  readonly scannedAt: string;
  readonly resources: readonly InventoryResource[];
};

export const refOf = (resource: ResourceRef): ResourceRef => resourceRef.parse(resource);

const byArn = (a: ResourceRef, b: ResourceRef): number => (a.arn < b.arn ? -1 : Number(a.arn > b.arn));

/** Every place that has been looked at completely before; what appears elsewhere is not news but a first look. */
const placesOf = (earlier: readonly EarlierLook[]): ReadonlySet<string> =>
  new Set(earlier.map(({ type, accountId, region }) => `${type} ${accountId} ${region}`));

const wasLookedAt = (places: ReadonlySet<string>, { type, accountId, region }: ResourceRef): boolean =>
  places.has(`${type} ${accountId} ${region}`) || places.has(`${type} ${accountId} global`);

/**
 * What appeared, went and changed since the last complete look at each type in each cell. That something is there, or is
 * not as it was, can be said after any look; that it is gone only after a complete one.
 */
export const changesSince = (earlier: readonly EarlierLook[], looks: Looks): Changes => {
  const before = new Map(
    earlier.flatMap(({ type, resources }) => (isOwned(type) ? resources : []).map((each) => [each.arn, each] as const)),
  );
  const now = new Map(looks.resources.map((each) => [each.arn, each]));
  const places = placesOf(earlier);
  const changed = looks.resources.flatMap((resource) => {
    const old = before.get(resource.arn);
    if (!old) return [];
    // What one of the two looks could not read has not changed for that.
    const unread = [...(old.unread ?? []), ...(resource.unread ?? [])];
    const [was, is] = [essence(old, unread), essence(resource, unread)];
    return canonical(was) === canonical(is) ? [] : [{ resource: refOf(resource), fields: fieldChanges(was, is) }];
  });
  const since = earlier.map(({ scannedAt }) => scannedAt).sort()[0];
  return {
    ...(since !== undefined && { since }),
    appeared: looks.resources
      .filter((resource) => !before.has(resource.arn) && wasLookedAt(places, resource))
      .map(refOf)
      .sort(byArn),
    gone: [...before.values()]
      .filter((resource) => !now.has(resource.arn) && looks.isComplete(resource.type, resource))
      .map(refOf)
      .sort(byArn),
    changed: changed.sort((a, b) => byArn(a.resource, b.resource)),
  };
};
