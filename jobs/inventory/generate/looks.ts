import type { CellReading, Look } from '#schemas/inventory/cell.ts';
import type { InventoryResource, ResourceRef } from '#schemas/inventory/resource.ts';

/** Every look that one scan took, and what it saw. A resource that two cells saw is taken from the first. */
export type Looks = {
  /** What somebody owns: this is what is counted, compared and kept. */
  readonly resources: readonly InventoryResource[];
  /** What rules must know and nobody owns: images of others, which versions AWS supports. */
  readonly facts: readonly InventoryResource[];
  /** True if all of this type was seen where `place` is; false also where nobody looked. */
  isComplete(type: string, place: Pick<ResourceRef, 'accountId' | 'region'>): boolean;
  /** Types of which everything was seen, in every cell that looked for them. */
  readonly completeTypes: ReadonlySet<string>;
};

/** Services without regions list everything in one cell, whatever region a resource is in: S3's buckets. */
export const globalRegion = 'global';

const factTypes = new Set([
  'AWS::EC2::Image',
  'AWS::RDS::MajorEngineVersion',
  'AWS::EKS::ClusterVersion',
  'AWS::S3::AccountPublicAccessBlock',
]);

/** False of what is looked at only because a rule must know it. */
export const isOwned = (type: string): boolean => !factTypes.has(type);

const placeKey = (type: string, accountId: string, region: string): string => `${type} ${accountId} ${region}`;

const allComplete = (looks: readonly Look[] = []): boolean =>
  looks.length > 0 && looks.every(({ outcome }) => outcome === 'complete');

/** A fact counts in each account that sees it: the ARN of an image names no account. */
const identityOf = ({ arn, type, accountId }: InventoryResource): string =>
  isOwned(type) ? arn : `${accountId} ${arn}`;

const distinct = (readings: readonly CellReading[]): readonly InventoryResource[] => {
  const known = new Map<string, InventoryResource>();
  for (const { resources } of readings)
    for (const each of resources) if (!known.has(identityOf(each))) known.set(identityOf(each), each);
  return [...known.values()];
};

export const looksOf = (readings: readonly CellReading[]): Looks => {
  const taken = readings.flatMap(({ cell, looks }) => looks.map((look) => ({ cell, look })));
  const byPlace = Map.groupBy(taken, ({ cell, look }) => placeKey(look.type, cell.accountId, cell.region));
  const byType = Map.groupBy(taken, ({ look }) => look.type);
  const seen = distinct(readings);
  const complete = (pairs: (typeof taken)[number][] | undefined) => allComplete(pairs?.map(({ look }) => look));
  return {
    resources: seen.filter(({ type }) => isOwned(type)),
    facts: seen.filter(({ type }) => !isOwned(type)),
    isComplete: (type, { accountId, region }) =>
      complete(byPlace.get(placeKey(type, accountId, region))) ||
      complete(byPlace.get(placeKey(type, accountId, globalRegion))),
    completeTypes: new Set([...byType].flatMap(([type, pairs]) => (isOwned(type) && complete(pairs) ? [type] : []))),
  };
};
