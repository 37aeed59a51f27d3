import { type Severity, severities } from '#schemas/inventory/finding.ts';
import type { InventoryReport } from '#schemas/inventory/report.ts';
import { counted } from '#shared/message/layout.ts';
import { html, type Markup } from '#shared/page/markup.ts';
import { minuteOf, number, usd } from '../words.ts';
import { cut } from './told.ts';

const tile = (value: string, says: string, look = ''): Markup => html`<li><b class="${look}">${value}</b>${says}</li>`;

const severityTile = ({ counts }: InventoryReport, severity: Severity): Markup => {
  const count = counts.bySeverity[severity];
  return tile(number(count), severity, count > 0 ? severity : 'soft');
};

const seen = ({ counts, coverage }: InventoryReport): Markup => {
  if (counts.cells === 0) return html`<p class="bad">Nothing could be looked at.</p>`;
  if (counts.cellsIncomplete === 0)
    return html`<p><b class="good">Everything that was asked for was seen</b>: ${counted(counts.cells, 'cell')} (account, region, service), all complete.</p>`;
  const names = coverage.filter(({ outcome }) => outcome !== 'complete').map(({ id }) => id);
  const others = names.length > 3 ? ` and ${number(names.length - 3)} more` : '';
  return html`<p><b class="bad">${number(counts.cellsIncomplete)} of ${counted(counts.cells, 'cell')} could not be seen completely</b>: ${cut(names.slice(0, 3).join(', '), 300)}${others}. Nothing is called gone or fixed because of that; see <a href="#coverage">coverage</a>.</p>`;
};

const accountsOf = ({ accounts, regions, source }: InventoryReport): string =>
  [
    accounts.length === 1 ? `Account ${accounts[0]}` : counted(accounts.length, 'account'),
    regions.length === 1 ? `${regions[0]}` : counted(regions.length, 'region'),
    source === 'live' ? 'read live' : 'read from exports',
  ].join(' · ');

const news = ({ findings, fixed }: InventoryReport): Markup => {
  const fresh = findings.filter(({ status }) => status === 'new').length;
  return html`<p>${counted(findings.length, 'finding')}, ${number(fresh)} of them new; ${number(fixed.length)} fixed since the last scan.</p>`;
};

/** The state of the accounts in half a minute. */
export const summary = (report: InventoryReport): Markup => {
  const { counts, costs } = report;
  return html`<header><h1>AWS inventory: ${counted(counts.resources, 'resource')}</h1>
<p class="soft">${accountsOf(report)} · ${minuteOf(report.scannedAt)}</p>
<ul class="tiles">
${tile(number(counts.resources), counts.resources === 1 ? 'resource' : 'resources')}
${tile(usd(costs.monthlyUsd), 'a month to leave it so (estimate)')}
${tile(usd(costs.yearlyUsd), 'in 12 months (estimate)')}
${tile(number(counts.eolWarnings), counts.eolWarnings === 1 ? 'end-of-life date' : 'end-of-life dates', counts.eolWarnings > 0 ? 'warn' : '')}
${severities.map((severity) => severityTile(report, severity))}
</ul>
${news(report)}
${seen(report)}</header>`;
};
