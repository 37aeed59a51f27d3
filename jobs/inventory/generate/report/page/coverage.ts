import type { CellRecord } from '#schemas/inventory/cell.ts';
import { counted } from '#shared/message/layout.ts';
import { html, type Markup } from '#shared/page/markup.ts';
import { kindOf, number } from '../words.ts';
import { cut, fitting, rest, type Section } from './told.ts';

const troubleLimit = { rows: 200, size: 120_000 } as const;
const placeLimit = { rows: 300, size: 300_000 } as const;

const looks = { complete: 'good', throttled: 'warn', denied: 'bad', failed: 'bad' } as const;

const sum = (cells: readonly CellRecord[], field: 'resources' | 'calls'): number =>
  cells.reduce((total, cell) => total + cell[field], 0);

const trouble = ({ accountId, region, service, outcome, looks: taken, resources }: CellRecord): Markup => {
  const missing = taken.filter((look) => look.outcome !== 'complete');
  const types = missing.map(({ type }) => kindOf(type)).join(', ');
  const reasons = [...new Set(missing.flatMap(({ reason }) => reason ?? []))].join(' ');
  return html`<tr><td>${accountId}</td><td>${region}</td><td>${service}</td><td class="${looks[outcome]}">${outcome}</td><td>${cut(reasons, 400)} <span class="soft">${cut(types, 300)}${resources > 0 && `; ${counted(resources, 'resource')} seen all the same`}</span></td></tr>`;
};

const serviceText = ({ service, outcome, resources }: CellRecord): Markup =>
  html`<span class="cell"><i class="${looks[outcome]}">${outcome === 'complete' ? '✓' : '✗'}</i> ${service} ${number(resources)}</span> `;

const place = (cells: readonly CellRecord[]): Markup => {
  const [first] = cells;
  const incomplete = cells.filter(({ outcome }) => outcome !== 'complete').length;
  return html`<tr><td>${first?.accountId}</td><td>${first?.region}</td><td>${cells.toSorted((a, b) => b.resources - a.resources || (a.service < b.service ? -1 : 1)).map(serviceText)}</td><td class="n ${incomplete > 0 ? 'bad' : 'good'}">${cells.length - incomplete}/${cells.length}</td><td class="n">${number(sum(cells, 'resources'))}</td><td class="n">${number(sum(cells, 'calls'))}</td></tr>`;
};

/** Every cell that was looked at, those that could not be seen first. */
export const coverage: Section = ({ coverage: cells, counts }) => {
  const missed = fitting(
    cells.filter(({ outcome }) => outcome !== 'complete'),
    trouble,
    troubleLimit,
  );
  const places = [...Map.groupBy(cells, ({ accountId, region }) => `${accountId} ${region}`).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => group);
  const { shown, more } = fitting(places, place, placeLimit);
  return {
    id: 'coverage',
    title: 'Coverage',
    body: html`<p>${number(counts.cells - counts.cellsIncomplete)} of ${counted(counts.cells, 'cell')} (account, region, service) seen completely, with ${counted(counts.calls, 'call')} of AWS.</p>
${
  missed.shown.length > 0 &&
  html`<h3>Not seen completely</h3><table class="wide"><thead><tr><th>Account</th><th>Region</th><th>Service</th><th>Outcome</th><th>Why, and what is missing</th></tr></thead><tbody>${missed.shown}</tbody></table>${rest(missed.more, 'findings.json')}<p class="soft">What lies there is neither called gone nor its findings fixed.</p>`
}
<h3>By account and region</h3><table class="wide"><thead><tr><th>Account</th><th>Region</th><th>Services and their resources</th><th class="n">Complete</th><th class="n">Resources</th><th class="n">Calls</th></tr></thead><tbody>${shown}</tbody></table>${rest(more, 'findings.json')}`,
  };
};
