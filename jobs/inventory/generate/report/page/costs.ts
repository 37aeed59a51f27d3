import { html } from '#shared/page/markup.ts';
import { number, usd } from '../words.ts';
import type { Section } from './told.ts';

const examples = 10;

export const costs: Section = ({ costs: { byRule, monthlyUsd, yearlyUsd }, findings }) => {
  if (byRule.length === 0) return undefined;
  const rows = byRule.map(
    ({ rule, findings: count, monthlyUsd: month, yearlyUsd: year }) =>
      html`<tr><td><code>${rule}</code></td><td class="n">${number(count)}</td><td class="n">${usd(month)}</td><td class="n">${usd(year)}</td></tr>`,
  );
  const dearest = findings
    .flatMap(({ cost, title, resource }) => (cost ? [{ cost, title, name: resource.name ?? resource.arn }] : []))
    .sort((a, b) => b.cost.yearlyUsd - a.cost.yearlyUsd)
    .slice(0, examples);
  return {
    id: 'costs',
    title: 'What it costs to leave it so',
    body: html`<p class="soft">Estimates from public list prices, a month of 730 hours; the 12 months have the changes of price that are known. Discounts and what you have agreed with AWS are not in them.</p>
<table class="costs"><thead><tr><th>Rule</th><th class="n">Findings</th><th class="n">A month</th><th class="n">12 months</th></tr></thead><tbody>${rows}</tbody><tfoot><tr><th>All</th><td></td><td class="n"><b>${usd(monthlyUsd)}</b></td><td class="n"><b>${usd(yearlyUsd)}</b></td></tr></tfoot></table>
<details><summary>The arithmetic of the ${dearest.length} dearest</summary><ul class="list">${dearest.map(
      ({ cost, title, name }) =>
        html`<li><p><b>${name}</b> <span class="soft">${title}</span></p><p><code>${cost.arithmetic}</code> = ${usd(cost.monthlyUsd)} a month, ${usd(cost.yearlyUsd)} in 12 months <span class="soft">prices of ${cost.priceAsOf}</span></p></li>`,
    )}</ul></details>`,
  };
};
