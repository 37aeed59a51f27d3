import type { Graphviz } from '#shared/diagram/graphviz.ts';
import type { Box, Model, Tie } from './model.ts';
import { type Area, type Block, place } from './place.ts';

/** Room for a figure and its caption in points: on a page among text, or on a page of its own lying down. */
export const frames = [
  { width: 470, height: 540, landscape: false },
  { width: 700, height: 390, landscape: true },
] as const;

export type Frame = (typeof frames)[number];

/** Type of 8 points below this is not legible on paper. */
export const smallest = 0.75;

export const scaleIn = ({ width, height }: Area, frame: Area): number =>
  Math.min(1, frame.width / width, frame.height / height);

export const bestScale = (area: Area): number => Math.max(...frames.map((frame) => scaleIn(area, frame)));

const neighboursOf = (ties: readonly Tie[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>();
  for (const { from, to } of ties) {
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      const set = found.get(one) ?? new Set<string>();
      found.set(one, set.add(other));
    }
  }
  return found;
};

/** Boxes that ties join, however far: in the order of the first of each. */
export const componentsOf = ({ boxes, ties }: Pick<Model, 'boxes' | 'ties'>): Box[][] => {
  const neighbours = neighboursOf(ties);
  const seen = new Set<string>();
  const components = boxes.flatMap(({ name }) => {
    if (seen.has(name)) return [];
    const reached = new Set([name]);
    for (const each of reached) for (const next of neighbours.get(each) ?? []) reached.add(next);
    for (const each of reached) seen.add(each);
    return [reached];
  });
  return components.map((names) => boxes.filter(({ name }) => names.has(name)));
};

/** About half of the boxes: the most connected, and one by one whoever has most ties to those that are in already. */
const halfOf = (boxes: readonly Box[], ties: readonly Tie[]): ReadonlySet<string> => {
  const neighbours = neighboursOf(ties);
  const within = (name: string, group: ReadonlySet<string>) =>
    [...(neighbours.get(name) ?? [])].filter((each) => group.has(each)).length;
  const half = new Set<string>();
  const names = new Set(boxes.map(({ name }) => name));
  while (half.size < boxes.length / 2) {
    const rest = [...names].filter((name) => !half.has(name));
    const [next] = rest.toSorted((a, b) => within(b, half) - within(a, half) || within(b, names) - within(a, names));
    if (next === undefined) break;
    half.add(next);
  }
  return half;
};

/** What is joined, placed so that it is legible: in two parts, each with the names of its neighbours, where it is too much for one. */
export const blocksOf = (
  viz: Graphviz,
  boxes: readonly Box[],
  ties: readonly Tie[],
  all: ReadonlyMap<string, Box>,
): Block[] => {
  const inside = new Set(boxes.map(({ name }) => name));
  const touching = ties.filter(({ from, to }) => inside.has(from) || inside.has(to));
  const beyond = new Set(touching.flatMap(({ from, to }) => [from, to]).filter((name) => !inside.has(name)));
  const stubs = [...beyond].flatMap((name) => all.get(name) ?? []);
  const [down, across] = [place(viz, boxes, stubs, touching, 'TB'), place(viz, boxes, stubs, touching, 'LR')];
  const block = bestScale(across) > bestScale(down) ? across : down;
  if (bestScale(block) >= smallest || boxes.length <= 3) return [block];
  const half = halfOf(boxes, ties);
  const parts = [boxes.filter(({ name }) => half.has(name)), boxes.filter(({ name }) => !half.has(name))];
  // A half may have come apart: each of its pieces is a block.
  const pieces = parts.flatMap((part) => {
    const names = new Set(part.map(({ name }) => name));
    return componentsOf({ boxes: part, ties: ties.filter(({ from, to }) => names.has(from) && names.has(to)) });
  });
  return pieces.flatMap((piece) => blocksOf(viz, piece, ties, all));
};
