import * as z from 'zod';
import type { Graphviz } from '#shared/diagram/graphviz.ts';
import { type Box, type Tie, titleOf } from './model.ts';

/** In points, y downwards. */
export type Point = { readonly x: number; readonly y: number };
export type Area = { readonly width: number; readonly height: number };

/** `stub`: an entity of another figure, by its name alone. */
export type Placed = Point & Area & { readonly box: Box; readonly stub: boolean };

/** What belongs together, placed: from its own top left corner. Splines are control points of cubic curves. */
export type Block = Area & {
  readonly boxes: readonly Placed[];
  readonly lines: readonly { readonly tie: Tie; readonly spline: readonly Point[] }[];
};

/** DejaVu Sans Mono: each character is as wide as any, 0.602 of the size. */
export const type = { size: 8, advance: 0.602 * 8, line: 11, title: 17, pad: 6 } as const;

const sizeOf = (box: Box, stub: boolean): Area => {
  const lines = stub ? [] : box.lines;
  const longest = Math.max(...[titleOf(box.name), ...lines].map((line) => [...line].length), 8);
  return {
    width: Math.ceil(longest * type.advance) + 2 * type.pad,
    height: type.title + (lines.length > 0 ? lines.length * type.line + type.pad : 0),
  };
};

/** Graphviz' json0: https://graphviz.org/docs/outputs/json/ */
const laidOut = z.object({
  bb: z.string(),
  objects: z.array(z.object({ name: z.string(), pos: z.string().optional() })).default([]),
  edges: z.array(z.object({ id: z.string(), pos: z.string().optional() })).default([]),
});

const numbers = (text: string): number[] => text.split(/[ ,]/).map(Number);
const points = 72;
const margin = 4;

/** Places boxes and the ties between them with Graphviz' dot, from top to bottom or from left to right. */
export const place = (
  viz: Graphviz,
  boxes: readonly Box[],
  stubs: readonly Box[],
  ties: readonly Tie[],
  rankdir: 'TB' | 'LR',
): Block => {
  const all = [...boxes.map((box) => ({ box, stub: false })), ...stubs.map((box) => ({ box, stub: true }))];
  const nodes = all.map((each, at) => ({ ...each, ...sizeOf(each.box, each.stub), node: `n${at}` }));
  const nodeOf = new Map(nodes.map(({ box, node }) => [box.name, node]));
  const rendered = viz.render(
    {
      graphAttributes: { rankdir, nodesep: 0.28, ranksep: 0.5, splines: true, pad: 0 },
      nodeAttributes: { shape: 'box', fixedsize: true, label: '' },
      edgeAttributes: { arrowhead: 'none', minlen: 1 },
      nodes: nodes.map(({ node, width, height }) => ({
        name: node,
        attributes: { width: width / points, height: height / points },
      })),
      edges: ties.map(({ from, to }, at) => ({
        tail: nodeOf.get(from) ?? '',
        head: nodeOf.get(to) ?? '',
        attributes: { id: `t${at}` },
      })),
    },
    { format: 'json0', engine: 'dot' },
  );
  if (rendered.status !== 'success')
    throw new Error(`Graphviz: ${rendered.errors.map(({ message }) => message).join('; ')}`);
  const { bb, objects, edges } = laidOut.parse(JSON.parse(rendered.output));
  const [, , width = 0, height = 0] = numbers(bb);
  const point = (pair: string): Point => {
    const [x = 0, y = 0] = numbers(pair);
    return { x: x + margin, y: height - y + margin };
  };
  const positions = new Map(objects.map(({ name, pos = '0,0' }) => [name, point(pos)]));
  const splines = new Map(edges.map(({ id, pos = '' }) => [id, pos]));
  return {
    width: width + 2 * margin,
    height: height + 2 * margin,
    boxes: nodes.map(({ box, stub, node, width: wide, height: high }) => {
      const { x, y } = positions.get(node) ?? { x: 0, y: 0 };
      return { box, stub, width: wide, height: high, x: x - wide / 2, y: y - high / 2 };
    }),
    lines: ties.flatMap((tie, at) => {
      const pos = splines.get(`t${at}`) ?? '';
      return pos === '' ? [] : [{ tie, spline: pos.split(' ').map(point) }];
    }),
  };
};
