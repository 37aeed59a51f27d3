import * as z from 'zod';
import { graphviz } from '#shared/diagram/graphviz.ts';
import type { Group } from './architecture.ts';
import type { Picture } from './simplify.ts';

/** In CSS pixels, y downwards. */
export type Point = { readonly x: number; readonly y: number };
export type Rectangle = Point & { readonly width: number; readonly height: number };

export type Layout = {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Rectangle>;
  readonly groups: ReadonlyMap<string, Rectangle>;
  /** By arrow, in the picture's order: the control points of a cubic spline, and where its head points. */
  readonly arrows: readonly { readonly spline: readonly Point[]; readonly tip: Point }[];
};

export const boxSize = { width: 250, height: 58 } as const;
const titleHeight = 22;
const margin = 12;

const graphObject = z.object({
  _gvid: z.number(),
  name: z.string(),
  bb: z.string().optional(),
  pos: z.string().optional(),
});

/** Graphviz' json0: https://graphviz.org/docs/outputs/json/ */
const laidOut = z.object({
  bb: z.string(),
  objects: z.array(graphObject).default([]),
  edges: z
    .array(z.object({ _gvid: z.number(), pos: z.string().optional(), label: z.string().optional(), id: z.string() }))
    .default([]),
});

const numbers = (text: string): number[] => text.split(/[ ,]/).map(Number);

const inches = (pixels: number): number => pixels / 72;

/** A title takes the room of a table of fixed size: Graphviz never sees, nor measures, a name. */
const titleRoom = (width: number) => ({
  html: `<table border="0" fixedsize="true" width="${width}" height="${titleHeight}"><tr><td></td></tr></table>`,
});

const titleWidth = ({ title, note }: Group): number =>
  Math.min(8 * Math.max(title.length, 8) + 7 * note.length + 16, 320);

/** Boxes that nothing joins stand in columns of this many instead of in one long one. */
const rows = 4;

/** Invisible edges that put every further few of a group's lone boxes one column on. */
const columns = ({ boxes, arrows }: Picture, nodeOf: ReadonlyMap<string, string>) => {
  const joined = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  const alone = Map.groupBy(
    boxes.filter(({ id }) => !joined.has(id)),
    ({ group }) => group,
  );
  return [...alone.values()].flatMap((group) =>
    group.slice(rows).map(({ id }, at) => ({
      tail: nodeOf.get(group[at]?.id ?? '') ?? '',
      head: nodeOf.get(id) ?? '',
      attributes: { id: 'column', style: 'invis', weight: 10 },
    })),
  );
};

const graphOf = (picture: Picture) => {
  const { groups, boxes, arrows } = picture;
  const nodeOf = new Map(boxes.map(({ id }, at) => [id, `n${at}`]));
  const subgraph = (group: Group): object => {
    const inside = boxes.filter((box) => box.group === group.id).map(({ id }) => ({ name: nodeOf.get(id) ?? '' }));
    const children = groups.filter(({ parent }) => parent === group.id);
    const at = groups.indexOf(group);
    // A cluster without a node is not drawn.
    const nodes =
      inside.length + children.length > 0 ? inside : [{ name: `e${at}`, attributes: { style: 'invis', height: 0.1 } }];
    const graphAttributes = { label: titleRoom(titleWidth(group)), labeljust: 'l', margin };
    return { name: `cluster_${at}`, graphAttributes, nodes, subgraphs: children.map(subgraph) };
  };
  return {
    graphAttributes: {
      rankdir: 'LR',
      nodesep: 0.2,
      ranksep: Math.min(0.55 + arrows.length / 80, 1.4),
      splines: true,
      newrank: true,
      pad: 0,
    },
    nodeAttributes: {
      shape: 'box',
      fixedsize: true,
      label: '',
      width: inches(boxSize.width),
      height: inches(boxSize.height),
    },
    edgeAttributes: { arrowhead: 'normal', arrowsize: 0.6 },
    nodes: boxes.map(({ id }) => ({ name: nodeOf.get(id) ?? '' })),
    edges: [
      ...columns(picture, nodeOf),
      ...arrows.map(({ from, to }, at) => ({
        tail: nodeOf.get(from) ?? '',
        head: nodeOf.get(to) ?? '',
        attributes: { id: `a${at}` },
      })),
    ],
    subgraphs: groups.filter(({ parent }) => parent === undefined).map(subgraph),
  };
};

/** Places the picture with Graphviz' dot, as WebAssembly: no browser, no fonts, the same numbers everywhere. */
export const layoutOf = async (picture: Picture): Promise<Layout> => {
  const viz = await graphviz();
  const rendered = viz.render(graphOf(picture), { format: 'json0', engine: 'dot' });
  if (rendered.status !== 'success')
    throw new Error(`Graphviz: ${rendered.errors.map(({ message }) => message).join('; ')}`);
  const { bb, objects, edges } = laidOut.parse(JSON.parse(rendered.output));
  const [, , width = 0, height = 0] = numbers(bb);
  const pad = margin;
  const point = (x = 0, y = 0): Point => ({ x: x + pad, y: height - y + pad });
  const pointOf = (pair: string): Point => {
    const [x, y] = numbers(pair);
    return point(x, y);
  };
  const named = new Map(objects.map((each) => [each.name, each]));
  const around = (text: string): Rectangle => {
    const [left = 0, bottom = 0, right = 0, top = 0] = numbers(text);
    return { ...point(left, top), width: right - left, height: top - bottom };
  };
  const centred = (text: string): Rectangle => {
    const [x = 0, y = 0] = numbers(text);
    const middle = point(x, y);
    return { ...boxSize, x: middle.x - boxSize.width / 2, y: middle.y - boxSize.height / 2 };
  };
  const byId = new Map(edges.map((edge) => [edge.id, edge]));
  return {
    width: width + 2 * pad,
    height: height + 2 * pad,
    boxes: new Map(picture.boxes.map(({ id }, at) => [id, centred(named.get(`n${at}`)?.pos ?? '')])),
    groups: new Map(picture.groups.map(({ id }, at) => [id, around(named.get(`cluster_${at}`)?.bb ?? '')])),
    arrows: picture.arrows.map((_, at) => {
      const [end = '', ...rest] = (byId.get(`a${at}`)?.pos ?? '').split(' ');
      const [x, y] = numbers(end.replace(/^e,/, ''));
      return { spline: rest.map((pair) => pointOf(pair)), tip: point(x, y) };
    }),
  };
};
