import { type InventoryFinding, severities } from '#schemas/inventory/finding.ts';
import { counted } from '#shared/message/layout.ts';
import { html, type Markup } from '#shared/page/markup.ts';
import { daysBetween } from '../../rank.ts';
import { ageOf, kindOf, nameOf, number, untilWords, usd } from '../words.ts';
import { cut, fitting, link, type Section } from './told.ts';

/** The page stays under 2 MB whatever the account's size. */
const limit = { rows: 500, size: 900_000 } as const;
const evidenceFields = 12;

const evidence = ({ evidence: fields }: InventoryFinding): Markup =>
  html`<dl>${Object.entries(fields)
    .slice(0, evidenceFields)
    .map(
      ([field, value]) =>
        html`<dt><code>${cut(field, 120)}</code></dt><dd><code>${cut(JSON.stringify(value), 240)}</code></dd>`,
    )}</dl>`;

const exposures = { internet: 'the internet', account: 'the account', none: undefined } as const;

const details = (finding: InventoryFinding): Markup => {
  const { todo, page, rule, resource, firstSeen, cost, exposure } = finding;
  const who = exposures[exposure];
  return html`<details><summary>What to do, and the evidence</summary><p>${todo} ${link(page, 'AWS\u00a0guide')}</p>${evidence(finding)}${
    cost &&
    html`<p class="soft">Estimate: ${cut(cost.arithmetic, 400)} = ${usd(cost.monthlyUsd)} a month, ${usd(cost.yearlyUsd)} in 12 months; ${link(cost.source, `prices of ${cost.priceAsOf}`)}</p>`
  }<p class="soft">Rule <code>${rule}</code>${who !== undefined && ` · exposed to ${who}`} · first seen ${firstSeen.slice(0, 10)} · <code>${cut(resource.arn, 400)}</code></p></details>`;
};

const row = (finding: InventoryFinding, scannedAt: string): Markup => {
  const { severity, title, why, resource, due, cost, status } = finding;
  const days = status === 'new' ? -1 : daysBetween(finding.firstSeen, new Date(scannedAt));
  const dueWords = due !== undefined && html`${due}<br> <span class="soft">${untilWords(due, scannedAt)}</span>`;
  return html`<tr data-severity="${severity}" data-status="${status}"><td data-v="${severities.indexOf(severity)}"><span class="tag ${severity}">${severity}</span></td><td data-v="${title}"><b>${title}</b><p><span class="name">${cut(nameOf(resource), 160)}</span> <span class="soft">${kindOf(resource.type)}</span></p><p class="soft">${cut(why, 600)}</p>${details(finding)}</td><td class="where" data-v="${resource.accountId} ${resource.region}">${resource.region}<br> <span class="soft">${resource.accountId}</span></td><td data-v="${days}">${ageOf(finding, scannedAt)}</td><td class="where" data-v="${due ?? '9'}">${dueWords}</td><td class="n" data-v="${cost?.monthlyUsd ?? 0}">${cost && html`${usd(cost.monthlyUsd)}<span class="unit"> a month</span>`}</td></tr>`;
};

const head = html`<thead><tr><th data-sort="number">Severity</th><th data-sort="text">Finding</th><th data-sort="text">Where</th><th data-sort="number">Open</th><th data-sort="text">Due</th><th class="n" data-sort="number">A month (estimate)</th></tr></thead>`;

/** Shown by the script: without it the table is whole, and only cannot be narrowed. */
const filters = html`<div class="filters" hidden><label>Find <input type="search" name="text" placeholder="name, ARN, rule, region …"></label> <label>Severity <select name="severity"><option value="">all</option>${severities.map((severity) => html`<option>${severity}</option>`)}</select></label> <label>Status <select name="status"><option value="">all</option><option>new</option><option>open</option><option>unverified</option></select></label> <output></output></div>`;

export const findings: Section = ({ findings: all, scannedAt }) => {
  const { shown, more } = fitting(all, (finding) => row(finding, scannedAt), limit);
  return {
    id: 'findings',
    title: 'Findings',
    body:
      all.length === 0
        ? html`<p class="good">None.</p>`
        : html`<p>${counted(all.length, 'finding')} by rank: severity, exposure, cost and age.${more > 0 && html` These are the first <b>${number(shown.length)}</b>; findings.csv and findings.json have all.`}</p>
${filters}<table class="wide findings">${head}<tbody>${shown}</tbody></table>${more > 0 && html`<p class="soft">And ${number(more)} more in findings.csv.</p>`}<p class="all" hidden><button type="button">Show all ${number(shown.length)}</button></p>`,
  };
};
