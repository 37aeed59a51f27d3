import type { JsonValue } from '#schemas/json.ts';
import { type Carry, type Fitter, whole } from './fit.ts';
import { type Found, isMarker, parsed, plain, step } from './found.ts';

const carriedWhole = (node: Found, at: string): Carry[] => {
  if (node.kind === 'leaf') return [{ leaf: node, to: at }];
  const children: (readonly [string | number, Found])[] =
    node.kind === 'list' ? node.items.map((item, index) => [index, item]) : [...node.fields];
  return children.flatMap(([key, child]) => carriedWhole(child, step(at, key)));
};

/** Free JSON, policy documents above all: taken as it is; out of its string, URL-decoded, if it came in one. */
export const fitJson: Fitter<'json'> = (node, _type, { at }) => {
  if (node.kind !== 'leaf') return { value: plain(node), carried: carriedWhole(node, at), left: [], quality: 2 };
  if (isMarker(node.value)) return whole(node, node.value, at, 3);
  const document: Found | undefined = parsed(node);
  const value: JsonValue = document ? plain(document) : node.value;
  return whole(node, value, at, document ? 4 : 0);
};
