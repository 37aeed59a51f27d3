import type { InventoryFinding } from '#schemas/inventory/finding.ts';
import { html, type Markup } from '#shared/page/markup.ts';
import { cents } from '../../costs.ts';
import { nameOf, number, untilWords, usd } from '../words.ts';
import { cut, fitting, rest, type Section } from './told.ts';

const limit = { rows: 120, size: 80_000 } as const;
const named = 4;

type Day = { readonly due: string; readonly findings: readonly InventoryFinding[] };

const row = ({ due, findings }: Day, scannedAt: string): Markup => {
  const [first] = findings;
  const monthly = cents(findings.reduce((sum, { cost }) => sum + (cost?.monthlyUsd ?? 0), 0));
  const names = findings.slice(0, named).map(({ resource }) => cut(nameOf(resource), 60));
  const others = findings.length > named ? ` and ${number(findings.length - named)} more` : '';
  return html`<tr><td class="day"><b>${due}</b><br><span class="${due < scannedAt ? 'bad' : 'soft'}">${untilWords(due, scannedAt)}</span></td><td><span class="tag ${first?.severity}">${first?.severity}</span> ${first?.title} <span class="soft">${names.join(', ')}${others}</span></td><td class="n">${monthly > 0 && `${usd(monthly)} a month`}</td></tr>`;
};

const table = (days: readonly Day[], scannedAt: string): Markup => {
  const { shown, more } = fitting(days, (day) => row(day, scannedAt), limit);
  return html`<table class="wide calendar"><thead><tr><th>Day</th><th>What</th><th class="n">Cost (estimate)</th></tr></thead><tbody>${shown}</tbody></table>${rest(more, 'findings.csv')}`;
};

/** End of support, deprecation and expiry: what is to come, the next first, then what is over, the latest first. */
export const calendar: Section = ({ findings, scannedAt }) => {
  const dated = findings.filter(({ due }) => due !== undefined);
  if (dated.length === 0) return undefined;
  const days = [...Map.groupBy(dated, ({ due, rule }) => `${due} ${rule}`).values()]
    .map((group) => ({ due: group[0]?.due ?? '', findings: group }))
    .sort((a, b) => (a.due < b.due ? -1 : Number(a.due > b.due)));
  const today = scannedAt.slice(0, 10);
  const coming = days.filter(({ due }) => due >= today);
  const over = days.filter(({ due }) => due < today).reverse();
  return {
    id: 'calendar',
    title: 'End-of-life calendar',
    body: html`${coming.length > 0 && html`<h3>To come</h3>${table(coming, scannedAt)}`}${over.length > 0 && html`<h3>Over already</h3>${table(over, scannedAt)}`}`,
  };
};
