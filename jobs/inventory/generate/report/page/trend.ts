import { severities } from '#schemas/inventory/finding.ts';
import type { Anomaly, TrendPoint } from '#schemas/inventory/report.ts';
import { html, type Markup } from '#shared/page/markup.ts';
import { kindOf, number } from '../words.ts';
import { sparkline } from './chart.ts';
import type { Section } from './told.ts';

const shownTypes = 15;
const shownAnomalies = 20;

type Line = { readonly name: string; readonly values: readonly (number | undefined)[] };

const typeLines = (trend: readonly TrendPoint[]): readonly Line[] => {
  const types = new Set(trend.flatMap(({ byType }) => Object.keys(byType)));
  const lines = [...types].map((type) => ({
    name: kindOf(type),
    values: trend.map(({ byType }) => (Object.hasOwn(byType, type) ? byType[type] : undefined)),
  }));
  const most = ({ values }: Line) => Math.max(...values.map((value) => value ?? 0));
  return lines
    .filter((line) => most(line) > 0)
    .sort((a, b) => most(b) - most(a) || (a.name < b.name ? -1 : 1))
    .slice(0, shownTypes);
};

const row = ({ name, values }: Line): Markup => {
  const known = values.flatMap((value) => value ?? []);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const now = values.at(-1);
  return html`<tr><td>${name}</td><td>${sparkline(name, values)}</td><td class="n soft">${least === most ? number(least) : `${number(least)} to ${number(most)}`}</td><td class="n"><b>${now === undefined ? 'not seen' : number(now)}</b></td></tr>`;
};

const anomalyItem = ({ metric, value, median, mad, score, scans }: Anomaly): Markup =>
  html`<li><p><b>${kindOf(metric)}: ${number(value)}</b>, usually ${number(median)}</p><p class="soft">Robust z-score ${score.toFixed(1)} = 0.6745 × (${value} − ${median}) / ${mad}, over ${scans} earlier scans; beyond ±3.5 is unusual.</p></li>`;

export const trend: Section = ({ trend: points, anomalies }) => {
  if (points.length < 2) return undefined;
  const ofSeverities = severities.map((name) => ({ name, values: points.map((point) => point.bySeverity[name]) }));
  const lines = [...ofSeverities, { name: 'All resources', values: points.map(({ resources }) => resources) }];
  return {
    id: 'trend',
    title: 'Trend',
    body: html`${
      anomalies.length > 0 &&
      html`<h3>Unusual today</h3><ul class="list">${anomalies.slice(0, shownAnomalies).map(anomalyItem)}</ul>`
    }
<h3>The last ${points.length} scans</h3>
<table class="trend"><thead><tr><th>Count of</th><th>Since ${points.at(0)?.scannedAt.slice(0, 10)}</th><th class="n">Range</th><th class="n">Now</th></tr></thead><tbody>${[...lines, ...typeLines(points)].map(row)}</tbody></table>`,
  };
};
