import type { InventoryFinding } from '#schemas/inventory/finding.ts';
import type { InventoryReport } from '#schemas/inventory/report.ts';
import type { Json, ResourceRef } from '#schemas/inventory/resource.ts';
import { html, type Markup } from '#shared/page/markup.ts';
import { fieldOf, kindOf, minuteOf, nameOf, number } from '../words.ts';
import { cut, fitting, rest, type Section } from './told.ts';

const limit = { rows: 100, size: 60_000 } as const;
const shownFields = 8;

type Changed = InventoryReport['changes']['changed'][number];

const resourceText = (each: ResourceRef): Markup =>
  html`<b>${cut(nameOf(each), 120)}</b> <span class="soft">${kindOf(each.type)} · ${each.region} · ${each.accountId}</span>`;

const value = (json: Json | undefined): string => (json === undefined ? '(none)' : cut(JSON.stringify(json), 120));

const changedItem = ({ resource, fields }: Changed): Markup =>
  html`<li><p>${resourceText(resource)}</p>${fields
    .slice(0, shownFields)
    .map(
      ({ path, before, after }) =>
        html`<p><code>${cut(fieldOf(path), 120)}</code> <span class="was">${value(before)}</span> → <span class="now">${value(after)}</span></p>`,
    )}${fields.length > shownFields && html`<p class="soft">and ${number(fields.length - shownFields)} more fields</p>`}</li>`;

const list = <Row>(title: string, rows: readonly Row[], render: (row: Row) => Markup): Markup | false => {
  if (rows.length === 0) return false;
  const { shown, more } = fitting(rows, render, limit);
  return html`<details${rows.length <= 10 && html` open`}><summary>${number(rows.length)} ${title}</summary><ul class="list">${shown}</ul>${rest(more, 'findings.json')}</details>`;
};

const findingItem = ({ severity, title, resource }: InventoryFinding): Markup =>
  html`<li><p><span class="tag ${severity}">${severity}</span> ${title}</p><p>${resourceText(resource)}</p></li>`;

const resourceItem = (each: ResourceRef): Markup => html`<li><p>${resourceText(each)}</p></li>`;

export const changes: Section = ({ changes: { since, appeared, gone, changed }, findings, fixed }) => {
  const fresh = findings.filter(({ status }) => status === 'new');
  const none = appeared.length + gone.length + changed.length + fixed.length === 0;
  return {
    id: 'changes',
    title: 'What changed',
    body:
      since === undefined
        ? html`<p class="soft">This is the first look at all of it: changes are told from the next scan on.</p>`
        : html`<p class="soft">Since the last complete look at each cell; the oldest was ${minuteOf(since)}.</p>
${none && fresh.length === 0 && html`<p class="good">Nothing.</p>`}
${list(appeared.length === 1 ? 'new resource' : 'new resources', appeared, resourceItem)}
${list(gone.length === 1 ? 'resource gone' : 'resources gone', gone, resourceItem)}
${list(changed.length === 1 ? 'resource changed' : 'resources changed', changed, changedItem)}
${list(fresh.length === 1 ? 'new finding' : 'new findings', fresh, findingItem)}
${list(fixed.length === 1 ? 'finding fixed' : 'findings fixed', fixed, findingItem)}`,
  };
};
