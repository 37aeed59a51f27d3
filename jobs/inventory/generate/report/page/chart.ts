import { html, type Markup } from '#shared/page/markup.ts';

/** Charts are as wide as a phone and grow no wider than its text can bear. */
const width = 360;

export type Bar = { readonly label: string; readonly value: number; readonly text: string; readonly look?: string };

const row = 36;
const thickness = 10;

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Horizontal bars, each under its own label: names of any length stay legible on a phone. */
export const bars = (name: string, all: readonly Bar[]): Markup => {
  const most = Math.max(...all.map(({ value }) => value), 0);
  const length = (value: number): number =>
    most > 0 ? Math.max(rounded((value / most) * width), value > 0 ? 2 : 0) : 0;
  return html`<svg class="chart" viewBox="0 0 ${width} ${all.length * row}" role="img" aria-label="${name}">${all.map(
    ({ label, value, text, look = 'plain' }, at) =>
      html`<text x="0" y="${at * row + 13}">${label}</text><text x="${width}" y="${at * row + 13}" text-anchor="end" class="value">${text}</text><rect x="0" y="${at * row + 19}" width="${width}" height="${thickness}" rx="3" class="track"/><rect x="0" y="${at * row + 19}" width="${length(value)}" height="${thickness}" rx="3" class="${look}"/>`,
  )}</svg>`;
};

const plot = { top: 16, height: 120, bottom: 20 } as const;

export type Stack = {
  readonly label: string;
  readonly parts: readonly { readonly value: number; readonly look: string }[];
};

/** Stacked columns, one a scan, the first part at the bottom; the newest is at the right. */
export const columns = (name: string, stacks: readonly Stack[]): Markup => {
  const totals = stacks.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const most = Math.max(...totals, 1);
  const step = width / Math.max(stacks.length, 1);
  const broad = Math.min(step * 0.8, 36);
  const column = ({ parts }: Stack, at: number): Markup[] => {
    let base = plot.top + plot.height;
    return parts.map(({ value, look }) => {
      const height = rounded((value / most) * plot.height);
      base -= height;
      return html`<rect x="${rounded(at * step + (step - broad) / 2)}" y="${rounded(base)}" width="${rounded(broad)}" height="${height}" class="${look}"/>`;
    });
  };
  return html`<svg class="chart" viewBox="0 0 ${width} ${plot.top + plot.height + plot.bottom}" role="img" aria-label="${name}">${axis(most, stacks)}${stacks.map(column)}</svg>`;
};

const axis = (most: number, points: readonly { readonly label: string }[]): Markup => {
  const bottom = plot.top + plot.height;
  return html`<line x1="0" x2="${width}" y1="${plot.top}" y2="${plot.top}" class="grid"/><line x1="0" x2="${width}" y1="${bottom}" y2="${bottom}" class="grid"/><text x="0" y="${plot.top - 4}" class="soft">${most.toLocaleString('en-US')}</text><text x="0" y="${bottom + 15}" class="soft">${points.at(0)?.label ?? ''}</text><text x="${width}" y="${bottom + 15}" text-anchor="end" class="soft">${points.at(-1)?.label ?? ''}</text>`;
};

const spark = { width: 120, height: 24 } as const;

/** A line without axes, small enough for a cell of a table; a gap where nothing was counted. */
export const sparkline = (name: string, values: readonly (number | undefined)[]): Markup => {
  const known = values.flatMap((value) => value ?? []);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const step = spark.width / Math.max(values.length - 1, 1);
  const y = (value: number): number =>
    most === least ? spark.height / 2 : rounded(2 + (1 - (value - least) / (most - least)) * (spark.height - 4));
  let pen = 'M';
  const path = values.map((value, at) => {
    if (value === undefined) {
      pen = 'M';
      return '';
    }
    const part = `${pen}${rounded(at * step)} ${y(value)}`;
    pen = 'L';
    return part;
  });
  return html`<svg class="spark" viewBox="0 0 ${spark.width} ${spark.height}" role="img" aria-label="${name}"><path d="${path.join('')}"/></svg>`;
};
