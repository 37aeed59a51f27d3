import type { PropertyType } from '#shared/cloudformation/resource-type.ts';
import { type Fit, type Fitter, fit, joined, type Left, type Place } from './fit.ts';
import { type Found, parsed, step, textOf } from './found.ts';
import { pairsOf } from './pairs.ts';

type MapType = Extract<PropertyType, { type: 'map' }>;

const fitEntries = (entries: readonly (readonly [string, Found])[], type: MapType, place: Place): Fit => {
  const left: Left[] = [];
  const fits: Fit[] = [];
  const members: [string, Fit['value']][] = [];
  for (const [key, node] of entries) {
    const inner = fit(node, type.element, { ...place, at: step(place.at, key) });
    if (inner) {
      fits.push(inner);
      members.push([key, inner.value]);
    } else {
      left.push({ trail: [key], node });
    }
  }
  return joined(Object.fromEntries(members), fits, left);
};

const fitPairs = (node: Extract<Found, { kind: 'list' }>, type: MapType, place: Place): Fit | undefined => {
  const pairs = pairsOf(node.items)?.map((pair) => ({ ...pair, name: textOf(pair.key) }));
  if (!pairs?.every(({ name }) => name !== undefined)) return undefined;
  const entries = fitEntries(
    pairs.map(({ name = '', value }) => [name, value]),
    type,
    place,
  );
  const keys = pairs.flatMap(({ key, name = '' }) =>
    key.kind === 'leaf' ? [{ leaf: key, to: step(place.at, name) }] : [],
  );
  const rest = pairs.flatMap((pair) => pair.rest.map(([name, child]) => ({ trail: [name], node: child })));
  return { ...entries, carried: [...entries.carried, ...keys], left: [...entries.left, ...rest], quality: 1 };
};

/** Maps: keys are data and stay; a list of keys and values becomes one. */
export const fitMap: Fitter<'map'> = (node, type, place) => {
  if (node.kind === 'object') return fitEntries([...node.fields], type, place);
  if (node.kind === 'list') return fitPairs(node, type, place);
  const document = parsed(node);
  return document && fitMap(document, type, place);
};
