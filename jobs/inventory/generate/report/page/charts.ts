import { severities } from '#schemas/inventory/finding.ts';
import type { InventoryReport } from '#schemas/inventory/report.ts';
import { html, type Markup } from '#shared/page/markup.ts';
import { kindOf, number, usd } from '../words.ts';
import { type Bar, bars, columns } from './chart.ts';
import { cut, type Section } from './told.ts';

const shown = 8;

const figure = (title: string, ...parts: readonly Markup[]): Markup =>
  html`<figure><figcaption>${title}</figcaption>${parts}</figure>`;

const legend = html`<p class="legend">${severities.map((severity) => html`<span class="${severity}">■ ${severity}</span> `)}</p>`;

/** The largest, and all others as one. */
const largest = (all: readonly Bar[], text: (value: number) => string): readonly Bar[] => {
  const others = all.slice(shown);
  const value = others.reduce((sum, each) => sum + each.value, 0);
  const rest = { label: `${number(others.length)} others`, value, text: text(value), look: 'others' };
  return others.length > 1 ? [...all.slice(0, shown), rest] : all;
};

const byType = ({ counts }: InventoryReport): Markup => {
  const types = Object.entries(counts.byType).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const all = types.map(([type, value]) => ({ label: cut(kindOf(type), 44), value, text: number(value) }));
  return figure('Resources by type', bars('Resources by type', largest(all, number)));
};

const bySeverity = ({ counts }: InventoryReport): Markup =>
  figure(
    'Findings by severity',
    bars(
      'Findings by severity',
      severities.map((severity) => {
        const value = counts.bySeverity[severity];
        return { label: severity, value, text: number(value), look: severity };
      }),
    ),
  );

const costByRule = ({ costs }: InventoryReport): Markup | false => {
  const paid = costs.byRule.filter(({ monthlyUsd }) => monthlyUsd > 0).sort((a, b) => b.monthlyUsd - a.monthlyUsd);
  const all = paid.map(({ rule, monthlyUsd }) => ({ label: rule, value: monthlyUsd, text: usd(monthlyUsd) }));
  return all.length > 0 && figure('Cost a month by rule (estimate)', bars('Cost a month by rule', largest(all, usd)));
};

const overTime = ({ trend }: InventoryReport): Markup =>
  trend.length < 2
    ? figure('Findings over time', html`<p class="soft">The trend begins with the next scan.</p>`)
    : figure(
        `Findings over the last ${trend.length} scans`,
        legend,
        columns(
          'Findings by severity over time',
          trend.map(({ scannedAt, bySeverity: counts }) => ({
            label: scannedAt.slice(0, 10),
            parts: severities.map((severity) => ({ value: counts[severity] ?? 0, look: severity })),
          })),
        ),
      );

export const charts: Section = (report) => ({
  id: 'charts',
  title: 'At a glance',
  body: html`<div class="charts">${bySeverity(report)}${overTime(report)}${byType(report)}${costByRule(report)}</div>`,
});
