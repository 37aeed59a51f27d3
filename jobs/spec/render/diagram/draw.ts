import { escapeMarkup } from '#shared/page/escape.ts';
import { type End, titleOf } from './model.ts';
import type { Sheet } from './pack.ts';
import { type Placed, type Point, type } from './place.ts';

const accent = '#1d3b5f';
const soft = '#5b6673';

const n = (value: number): string => String(Math.round(value * 100) / 100);
const at = ({ x, y }: Point): string => `${n(x)} ${n(y)}`;

const text = (x: number, y: number, value: string, attributes = ''): string =>
  `<text x="${n(x)}" y="${n(y)}"${attributes} xml:space="preserve">${escapeMarkup(value)}</text>`;

const boxOf = ({ x, y, width, height, box, stub }: Placed): string => {
  const size = `x="${n(x)}" y="${n(y)}" width="${n(width)}"`;
  const title = (fill: string) => text(x + type.pad, y + 11.5, titleOf(box.name), ` font-weight="bold" fill="${fill}"`);
  if (stub)
    return `<rect ${size} height="${n(height)}" rx="2" fill="#fff" stroke="${soft}" stroke-width="0.7" stroke-dasharray="3 2"/>${title(soft)}`;
  const lines = box.lines.map((line, index) =>
    text(x + type.pad, y + type.title + 9 + index * type.line, line, ' fill="#1b232d"'),
  );
  return [
    `<rect ${size} height="${n(height)}" rx="2" fill="#fff" stroke="${accent}" stroke-width="0.8"/>`,
    `<rect ${size} height="${type.title}" rx="2" fill="#e6ecf3" stroke="${accent}" stroke-width="0.8"/>`,
    title(accent),
    ...lines,
  ].join('');
};

/** A bar for one, a crow's foot for many, where a line meets a box. */
const markOf = (tip: Point, before: Point, end: End): string => {
  const length = Math.hypot(before.x - tip.x, before.y - tip.y) || 1;
  const [dx, dy] = [(before.x - tip.x) / length, (before.y - tip.y) / length];
  const off = (along: number, aside: number): Point => ({
    x: tip.x + dx * along - dy * aside,
    y: tip.y + dy * along + dx * aside,
  });
  return end === 'one'
    ? `M${at(off(5, -3.5))}L${at(off(5, 3.5))}`
    : `M${at(off(0, -4))}L${at(off(8, 0))}L${at(off(0, 4))}`;
};

const lineOf = ({ tie, spline }: Sheet['blocks'][number]['block']['lines'][number]): string => {
  const [first, second, ...rest] = spline;
  const [before, last] = spline.slice(-2);
  if (!first || !second || !before || !last) return '';
  const curve = `M${at(first)}C${[second, ...rest].map(at).join(' ')}`;
  return `<path d="${curve}${markOf(first, second, tie.ends[0])}${markOf(last, before, tie.ends[1])}"/>`;
};

/** A figure as SVG: self-contained, text as text in a font of one width, the same for the same sheet. */
export const drawn = ({ width, height, blocks }: Sheet): string => {
  const body = blocks.map(
    ({ block, x, y }) =>
      `<g transform="translate(${at({ x, y })})"><g fill="none" stroke="${soft}" stroke-width="0.8">${block.lines.map(lineOf).join('')}</g>${block.boxes.map(boxOf).join('')}</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}" font-family="DejaVu Sans Mono" font-size="${type.size}">${body.join('')}</svg>`;
};
