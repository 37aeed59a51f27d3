import { bestScale, type Frame, frames, scaleIn, smallest } from './blocks.ts';
import type { Area, Block, Point } from './place.ts';

/** Blocks on one figure, each at its place, and the page it is for. */
export type Sheet = Area & {
  readonly blocks: readonly (Point & { readonly block: Block })[];
  readonly frame: Frame;
  readonly scale: number;
};

const gap = 22;

/** Rows of blocks, the highest first, none wider than `most` unless a block is. */
const shelves = (blocks: readonly Block[], most: number): Omit<Sheet, 'frame' | 'scale'> => {
  const placed: { block: Block; x: number; y: number }[] = [];
  let [x, y, high, wide] = [0, 0, 0, 0];
  for (const block of blocks.toSorted((a, b) => b.height - a.height)) {
    if (x > 0 && x + block.width > most) [x, y, high] = [0, y + high + gap, 0];
    placed.push({ block, x, y });
    wide = Math.max(wide, x + block.width);
    high = Math.max(high, block.height);
    x += block.width + gap;
  }
  return { blocks: placed, width: wide, height: y + high };
};

const tries = [1, 0.94, 0.88, 0.82, smallest, 0.6];

/** All of the blocks in one figure, as large as a page lets them be; upright where it is legible so. */
const sheetOf = (blocks: readonly Block[]): Sheet | undefined => {
  const sheets = frames.flatMap((frame) =>
    tries.map((scale): Sheet => {
      const packed = shelves(blocks, frame.width / scale);
      return { ...packed, frame, scale: scaleIn(packed, frame) };
    }),
  );
  const upright = sheets.filter(({ frame, scale }) => !frame.landscape && scale >= smallest);
  return (upright.length > 0 ? upright : sheets).toSorted((a, b) => b.scale - a.scale)[0];
};

/** As few figures as hold the blocks legibly. */
export const sheetsOf = (blocks: readonly Block[]): Sheet[] => {
  const bins: Block[][] = [];
  for (const block of blocks.toSorted((a, b) => b.width * b.height - a.width * a.height)) {
    const roomy = bins.find((bin) => {
      const sheet = sheetOf([...bin, block]);
      return sheet !== undefined && sheet.scale >= Math.min(smallest, bestScale(block));
    });
    if (roomy) roomy.push(block);
    else bins.push([block]);
  }
  return bins.flatMap((bin) => sheetOf(bin) ?? []);
};
