import type { Look, Outcome } from '#schemas/inventory/cell.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import type { Place } from '#shared/exports/collect-files.ts';
import { textAt } from '../../generate/fields.ts';
import { globalRegion } from '../../generate/looks.ts';
import { accountBlock } from './further.ts';
import { hasGlobalCell } from './kinds.ts';
import { type Listed, parents } from './listings.ts';
import { placeOfPath } from './place.ts';
import { unknown } from './resource.ts';

/** A resource, the cell's region it belongs to, and the files that show it. */
export type Shown = {
  readonly resource: InventoryResource;
  readonly cellRegion: string;
  readonly names: readonly string[];
  readonly files: readonly string[];
};

type Spot = { readonly accountId: string; readonly region: string };
export type PlacedLook = Spot & { readonly look: Look };

type Word = 'whole' | 'cut' | 'denied' | 'part';
type Said = Spot & { readonly type: string; readonly word: Word; readonly reason?: string };

const spotOf = ({ resource, cellRegion }: Shown): Spot => ({ accountId: resource.accountId, region: cellRegion });

const distinct = (spots: readonly Spot[]): readonly Spot[] => [
  ...new Map(spots.map((spot) => [`${spot.accountId} ${spot.region}`, spot])).values(),
];

/** Where a listing was made: where its resources are, or, if it shows none, where its path and the rest of the drop say. */
const spotsOf = ({ file, types }: Listed, shown: readonly Shown[], usual: Place): readonly Spot[] => {
  const seen = distinct(shown.filter(({ resource }) => types.includes(resource.type)).map(spotOf));
  if (seen.length > 0) return seen;
  const { account = usual.account ?? unknown, region = usual.region ?? unknown } = placeOfPath(file);
  return [{ accountId: account, region: types.every(hasGlobalCell) ? globalRegion : region }];
};

/** `describe-instances.i-0abc.json` is what was asked of one, though it looks like a list of all. */
const namesOne = ({ file, types }: Listed, shown: readonly Shown[]): boolean => {
  const stem = file.slice(file.lastIndexOf('/') + 1).replace(/\.[a-z]+$/i, '');
  return shown.some(
    ({ resource: { id, type } }) =>
      types.includes(type) && id.length > 3 && stem.endsWith(id) && /[._\-\s]$/.test(stem.slice(0, -id.length)),
  );
};

const undescribed = (names: readonly string[], type: string, { accountId, region }: Spot, all: Known): number =>
  names.filter((name) => {
    const known = all.get(`${type} ${accountId} ${region}`);
    return !known?.has(name) && !known?.has(name.slice(name.lastIndexOf('/') + 1));
  }).length;

type Known = ReadonlyMap<string, ReadonlySet<string>>;

const knownIn = (shown: readonly Shown[]): Known => {
  const known = new Map<string, Set<string>>();
  for (const each of shown) {
    const key = `${each.resource.type} ${each.resource.accountId} ${each.cellRegion}`;
    const names = known.get(key) ?? new Set();
    known.set(key, names);
    for (const name of [each.resource.id, each.resource.arn, each.resource.name ?? '', ...each.names]) names.add(name);
  }
  return known;
};

const wordOf = (
  listed: Listed,
  type: string,
  spot: Spot,
  shown: readonly Shown[],
  known: Known,
): Omit<Said, keyof Spot | 'type'> => {
  const { reason, isDenied, names = [] } = listed;
  if (isDenied) return { word: 'denied', ...(reason === undefined ? {} : { reason }) };
  if (reason !== undefined) return { word: 'cut', reason: `${listed.file}: ${reason}` };
  if (namesOne(listed, shown)) return { word: 'part' };
  const missing = undescribed(names, type, spot, known);
  if (missing === 0) return { word: 'whole' };
  return { word: 'cut', reason: `${missing} of the ${names.length} that ${listed.file} names are not described` };
};

const saidBy = (listed: Listed, shown: readonly Shown[], known: Known, usual: Place): readonly Said[] => {
  if (listed.isSnapshot)
    return shown.map((each) => ({ ...spotOf(each), type: each.resource.type, word: 'whole' as const }));
  return spotsOf(listed, shown, usual).flatMap((spot) =>
    listed.types.map((type) => ({ ...spot, type, ...wordOf(listed, type, spot, shown, known) })),
  );
};

const partial = 'the export holds no listing of all of them: what it shows may be only some';

const outcomeOf = (said: readonly Said[]): { readonly outcome: Outcome; readonly reason?: string } => {
  const cut = said.find(({ word }) => word === 'cut');
  if (cut) return { outcome: 'failed', reason: cut.reason ?? partial };
  if (said.some((each) => each.word === 'whole' || isWholeAlone(each))) return { outcome: 'complete' };
  const denied = said.find(({ word }) => word === 'denied');
  return denied
    ? { outcome: 'denied', reason: denied.reason ?? 'it was refused' }
    : { outcome: 'failed', reason: partial };
};

/** Where children are listed for each parent, all of them were listed if there are as many lists as parents. */
const overParents = (said: readonly Said[], shown: readonly Shown[]): readonly Said[] => {
  const lists = Map.groupBy(said, ({ type, accountId, region }) => `${type} ${accountId} ${region}`);
  return [...lists.values()].flatMap((of) => {
    const [first] = of;
    const parent = first && parents.get(first.type);
    if (!first || parent === undefined) return of;
    const { accountId, region } = first;
    const count = shown.filter(
      ({ resource, cellRegion }) =>
        resource.type === parent && resource.accountId === accountId && cellRegion === region,
    ).length;
    const whole = of.filter(({ word }) => word === 'whole').length;
    if (whole >= count) return of;
    return [
      ...of,
      { ...first, word: 'cut' as const, reason: `of ${count - whole} of the ${count} parents nothing is listed` },
    ];
  });
};

/** What is asked for once for an account is there or not: no list could hold more. */
const isWholeAlone = ({ type, word }: Said): boolean => type === accountBlock && word === 'part';

const image = 'AWS::EC2::Image';

/** Nobody lists all images there are: those in use were asked for if every one of them is there. */
const imagesIn = (
  shown: readonly Shown[],
): ((spot: Spot) => { readonly outcome: Outcome; readonly reason?: string }) => {
  const known = knownIn(shown.filter(({ resource }) => resource.type === image));
  const used = Map.groupBy(
    shown.filter(({ resource }) => resource.type === 'AWS::EC2::Instance'),
    (each) => `${image} ${each.resource.accountId} ${each.cellRegion}`,
  );
  return ({ accountId, region }) => {
    const key = `${image} ${accountId} ${region}`;
    const ids = new Set((used.get(key) ?? []).flatMap(({ resource }) => textAt(resource, 'ImageId') ?? []));
    const missing = [...ids].filter((id) => !known.get(key)?.has(id)).length;
    if (missing === 0) return { outcome: 'complete' };
    return { outcome: 'failed', reason: `${missing} of the images in use are gone, or were not asked for` };
  };
};

/**
 * How far the export looked, by type, account and cell's region. Complete is only what a whole listing says: without a
 * token that goes on, or by names each of which was described, or a snapshot of AWS Config.
 */
export const looksOfExport = (
  shown: readonly Shown[],
  listed: readonly Listed[],
  usual: Place,
): readonly PlacedLook[] => {
  const known = knownIn(shown);
  const byFile = new Map<string, Shown[]>();
  for (const each of shown) {
    for (const file of each.files) {
      const of = byFile.get(file) ?? [];
      of.push(each);
      byFile.set(file, of);
    }
  }
  const said = overParents(
    listed.flatMap((each) => saidBy(each, byFile.get(each.file) ?? [], known, usual)),
    shown,
  );
  const seen = shown.map((each): Said => ({ ...spotOf(each), type: each.resource.type, word: 'part' }));
  const counts = Map.groupBy(seen, ({ type, accountId, region }) => `${type} ${accountId} ${region}`);
  const ofImages = imagesIn(shown);
  return [
    ...Map.groupBy([...said, ...seen], ({ type, accountId, region }) => `${type} ${accountId} ${region}`),
  ].flatMap(([key, of]) => {
    const [first] = of;
    if (!first) return [];
    const { type, accountId, region } = first;
    const end = type === image ? ofImages(first) : outcomeOf(of);
    return [{ accountId, region, look: { type, ...end, resources: counts.get(key)?.length ?? 0 } }];
  });
};
