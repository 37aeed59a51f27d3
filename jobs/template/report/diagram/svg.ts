import { escapeMarkup } from '#shared/page/escape.ts';
import type { Box, Group } from './architecture.ts';
import type { Layout, Point, Rectangle } from './layout.ts';
import type { Picture } from './simplify.ts';
import { brief, companyOf, linesOf, typeName } from './wording.ts';

/** A hue a layer of the architecture: its stripe at the left of a box. */
const hues: Readonly<Record<string, string>> = {
  Network: '#7c5cd6',
  'Access and keys': '#c8383f',
  'Storage and databases': '#3a66d1',
  'Messages and events': '#c2388f',
  Compute: '#c96a12',
  'Edge and APIs': '#0f8a78',
  Observability: '#5c7a29',
  Other: '#6b7280',
};

const layerClass = (layer: string): string => `l${Math.max(Object.keys(hues).indexOf(layer), 0)}`;

/** The picture's look, light and dark, as CSS that a page can take over. */
export const diagramStyle = `
.df-diagram{--ink:#1b2430;--soft:#5a6675;--paper:#fff;--box:#fff;--line:#c4ccd6;--arrow:#7b8794;--vpc:#7c5cd6;--subnet:#eef6f3;--layer:#f5f7fa}
@media (prefers-color-scheme:dark){.df-diagram{--ink:#e8edf3;--soft:#a3afbd;--paper:#12171e;--box:#1c232d;--line:#3a4553;--arrow:#8d9aab;--vpc:#a48bf0;--subnet:#182a26;--layer:#171e27}}
@media print{.df-diagram{--ink:#1b2430;--soft:#5a6675;--paper:#fff;--box:#fff;--line:#c4ccd6;--arrow:#7b8794;--vpc:#7c5cd6;--subnet:#eef6f3;--layer:#f5f7fa}}
.df-diagram text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif;fill:var(--ink)}
.df-diagram .paper{fill:var(--paper)}
.df-diagram .frame{fill:var(--layer);stroke:var(--line)}
.df-diagram .vpc{fill:none;stroke:var(--vpc);stroke-width:1.5}
.df-diagram .subnet{fill:var(--subnet);stroke:var(--line);stroke-dasharray:4 3}
.df-diagram .box{fill:var(--box);stroke:var(--line)}
.df-diagram .name{font-size:12px;font-weight:600}
.df-diagram .type{font-size:11px;fill:var(--soft)}
.df-diagram .title{font-size:12px;font-weight:600}
.df-diagram .note{font-weight:400;fill:var(--soft)}
.df-diagram .arrow{fill:none;stroke:var(--arrow);stroke-width:1.2}
.df-diagram .head{fill:var(--arrow)}
${Object.values(hues)
  .map((hue, at) => `.df-diagram .l${at}{fill:${hue}}`)
  .join('\n')}
`;

/** Two decimals are enough for any screen, and the same on every machine. */
const number = (value: number): string => String(Math.round(value * 100) / 100);

const at = ({ x, y }: Point): string => `${number(x)},${number(y)}`;

const rect = ({ x, y, width, height }: Rectangle, className: string, radius: number): string =>
  `<rect class="${className}" x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="${radius}"/>`;

const text = (x: number, y: number, className: string, content: string): string =>
  `<text class="${className}" x="${number(x)}" y="${number(y)}">${content}</text>`;

const frame = ({ kind, title, note }: Group, place: Rectangle): string => {
  const room = Math.floor(place.width / 7.4);
  const name = brief(title, Math.max(room - (note === '' ? 0 : note.length), 8));
  const after = note === '' ? '' : ` <tspan class="note">${escapeMarkup(note)}</tspan>`;
  return [
    `<g><title>${escapeMarkup(`${title} ${note}`.trim())}</title>`,
    rect(place, kind === 'layer' ? 'frame' : kind, kind === 'layer' ? 8 : 4),
    text(place.x + 10, place.y + 18, 'title', escapeMarkup(name) + after),
    '</g>',
  ].join('');
};

const box = (each: Box, place: Rectangle): string => {
  const [name, type, company] = linesOf(each);
  const names = brief(each.logicalIds.join(', '), 400);
  const told = [`${names}: ${typeName(each.type)}`, ...(each.with.length > 0 ? [`with ${companyOf(each)}`] : [])].join(
    ', ',
  );
  const top = place.y + (company === '' ? 25 : 18);
  return [
    `<g><title>${escapeMarkup(told)}</title>`,
    rect(place, 'box', 5),
    `<path class="${layerClass(each.layer)}" d="M${at({ x: place.x + 5, y: place.y })}a5,5 0 0 0 -5,5v${place.height - 10}a5,5 0 0 0 5,5z"/>`,
    text(place.x + 14, top, 'name', escapeMarkup(name)),
    text(place.x + 14, top + 16, 'type', escapeMarkup(type)),
    ...(company === '' ? [] : [text(place.x + 14, top + 31, 'type', escapeMarkup(company))]),
    '</g>',
  ].join('');
};

const arrow = ({ spline, tip }: Layout['arrows'][number]): string => {
  const [start, ...rest] = spline;
  const last = rest.at(-1);
  if (!start || !last) return '';
  const length = Math.hypot(tip.x - last.x, tip.y - last.y) || 1;
  const [dx, dy] = [(tip.x - last.x) / length, (tip.y - last.y) / length];
  const side = (way: number): Point => ({ x: last.x - way * dy * 3.2, y: last.y + way * dx * 3.2 });
  return `<path class="arrow" d="M${at(start)}C${rest.map(at).join(' ')}"/><path class="head" d="M${at(tip)}L${at(side(1))}L${at(side(-1))}z"/>`;
};

const sentence = ({ boxes, groups, arrows, omitted }: Picture): string => {
  const shown = boxes.reduce((sum, each) => sum + each.logicalIds.length, 0);
  const left = omitted.boxes > 0 ? `; ${omitted.boxes} more are not drawn` : '';
  const vpcs = groups.filter(({ kind }) => kind === 'vpc').length;
  return `${shown} resources in ${boxes.length} boxes${vpcs > 0 ? `, ${vpcs} of the frames VPCs` : ''}, joined by ${arrows.length} arrows from who refers or calls to who is referred to${left}.`;
};

/** The order in which frames are painted: what lies inside another lies over it. */
const depth = (group: Group, groups: readonly Group[]): number => {
  const parent = groups.find(({ id }) => id === group.parent);
  return parent ? 1 + depth(parent, groups) : 0;
};

/** The picture as SVG, without its style: for a page that has it already. */
export const svgBody = (picture: Picture, layout: Layout, title: string, style = ''): string => {
  const nowhere: Rectangle = { x: 0, y: 0, width: 0, height: 0 };
  const { width, height } = layout;
  const frames = picture.groups.toSorted((a, b) => depth(a, picture.groups) - depth(b, picture.groups));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="df-diagram" role="img" aria-labelledby="df-title df-desc" viewBox="0 0 ${number(width)} ${number(height)}" width="${number(width)}" height="${number(height)}">`,
    `<title id="df-title">${escapeMarkup(`Architecture of ${brief(title, 80)}`)}</title>`,
    `<desc id="df-desc">${escapeMarkup(sentence(picture))}</desc>`,
    style,
    rect({ x: 0, y: 0, width, height }, 'paper', 0),
    ...frames.map((group) => frame(group, layout.groups.get(group.id) ?? nowhere)),
    ...layout.arrows.map(arrow),
    ...picture.boxes.map((each) => box(each, layout.boxes.get(each.id) ?? nowhere)),
    '</svg>',
  ]
    .filter((part) => part !== '')
    .join('\n');
};

/** The picture as a file of its own. */
export const svgFile = (picture: Picture, layout: Layout, title: string): string =>
  `${svgBody(picture, layout, title, `<style>${diagramStyle}</style>`)}\n`;
