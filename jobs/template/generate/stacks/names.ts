import { stackName } from '../../stack.ts';
import { layerTitle } from '../assembly/layers.ts';
import type { Bin } from './bins.ts';
import type { Place } from './places.ts';

/** The longest name that leaves room for an account, a Region, a layer, a service and a number. */
const room = 64;

const base = (folder: string): string => stackName(stackName(folder).slice(0, room));

/** The stack of each place, by what tells it from the others: the account, the Region, or both. One place is called as its folder. */
export const placeNames = (folder: string, places: readonly Place[]): readonly string[] => {
  if (places.length === 1) return [stackName(folder)];
  const differ = (values: readonly (string | undefined)[]) => new Set(values).size > 1;
  const byAccount = differ(places.map(({ account }) => account));
  const byRegion = differ(places.map(({ region }) => region));
  return places.map(({ account, region }) =>
    [base(folder), ...(byAccount ? [account ?? 'unknown'] : []), ...(byRegion ? [region ?? 'global'] : [])].join('-'),
  );
};

const slug = (text: string): string => text.toLowerCase().split(/[^a-z0-9]+/)[0] ?? '';

const commonestService = ({ units }: Bin): string => {
  const counts = [...Map.groupBy(units, ({ service }) => service)].sort(([, a], [, b]) => b.length - a.length);
  return slug(counts[0]?.[0].split('::')[1] ?? '');
};

/** A stack of each bin, called after its layer; where a layer takes several, after the service that most of it is of, and numbered. */
export const binNames = (place: string, bins: readonly Bin[]): readonly string[] => {
  if (bins.length === 1) return [place];
  const layers = Map.groupBy(bins, ({ deployed }) => deployed);
  const wanted = bins.map((bin) => {
    const parts = [place.slice(0, room + 30), slug(layerTitle(bin.deployed))];
    return [...parts, ...((layers.get(bin.deployed)?.length ?? 0) > 1 ? [commonestService(bin)] : [])].join('-');
  });
  const seen = new Map<string, number>();
  return wanted.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}-${count}`;
  });
};

/** The layers that the units of a bin are of, in the order of reading. */
export const layersOf = ({ units }: Bin): string =>
  [...new Set(units.map(({ deployed }) => deployed).sort((a, b) => a - b))].map(layerTitle).join(', ');
