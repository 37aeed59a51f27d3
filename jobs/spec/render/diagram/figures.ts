import type { DocumentEntity } from '#schemas/spec/document.ts';
import { graphviz } from '#shared/diagram/graphviz.ts';
import { blocksOf, componentsOf } from './blocks.ts';
import { drawn } from './draw.ts';
import { type Model, modelOf, type Tie, titleOf } from './model.ts';
import { type Sheet, sheetsOf } from './pack.ts';

/** A picture of the data model. `width` is in points, as it is printed; `alt` says in words what it shows. */
export type Figure = {
  readonly svg: string;
  readonly width: number;
  readonly landscape: boolean;
  readonly caption: string;
  readonly alt: string;
};

const longest = 1_500;

const words = {
  'one one': 'has one',
  'one many': 'has many',
  'many one': 'belongs to one',
  'many many': 'has many, and belongs to many',
} as const;

const said = ({ from, to, ends }: Tie): string => `${titleOf(from)} ${words[`${ends[0]} ${ends[1]}`]} ${titleOf(to)}`;

const altOf = ({ blocks }: Sheet): string => {
  const boxes = blocks.flatMap(({ block }) => block.boxes.filter(({ stub }) => !stub));
  const ties = blocks.flatMap(({ block }) => block.lines.map(({ tie }) => said(tie)));
  const names = boxes.map(({ box }) => titleOf(box.name)).join(', ');
  const all = `Entity-relationship diagram of ${names}. ${ties.length > 0 ? `${ties.join('; ')}.` : 'No relations.'}`;
  return all.length <= longest ? all : `${all.slice(0, longest)}… The tables of the entities hold the rest.`;
};

const captionOf = ({ blocks }: Sheet, at: number, sheets: number, { leftOut, boxes }: Model): string => {
  const ties = blocks.some(({ block }) => block.lines.length > 0);
  const stubs = blocks.some(({ block }) => block.boxes.some(({ stub }) => stub));
  return [
    sheets > 1 ? `The data model, part ${at + 1} of ${sheets}.` : 'The data model.',
    leftOut > 0 ? `The ${boxes.length} most connected of ${boxes.length + leftOut} entities.` : '',
    ties ? 'A bar is one, a crow\u2019s foot is many.' : '',
    stubs ? 'A dashed box is in another part.' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
};

/** Pictures of the entities and what relates them, each legible on a page; none without entities. */
export const figuresOf = async (entities: readonly DocumentEntity[]): Promise<Figure[]> => {
  const model = modelOf(entities);
  if (model.boxes.length === 0) return [];
  const all = new Map(model.boxes.map((box) => [box.name, box]));
  const viz = await graphviz();
  const sheets = sheetsOf(componentsOf(model).flatMap((boxes) => blocksOf(viz, boxes, model.ties, all)));
  return sheets.map((sheet, at) => ({
    svg: drawn(sheet),
    width: sheet.width * sheet.scale,
    landscape: sheet.frame.landscape,
    caption: captionOf(sheet, at, sheets.length, model),
    alt: altOf(sheet),
  }));
};
