import { html, type Markup } from '#shared/page/markup.ts';
import { type Recommendation, recommendationsOf } from '../recommendations.ts';
import { number, untilWords, usd } from '../words.ts';
import { cut, link, type Section } from './told.ts';

const shown = 10;

const facts = ({ findings, new: fresh, monthlyUsd, due }: Recommendation, scannedAt: string): string =>
  [
    ...(fresh > 0 ? [`${number(fresh)} of ${number(findings)} new`] : []),
    ...(due === undefined ? [] : [`due ${due}, ${untilWords(due, scannedAt)}`]),
    ...(monthlyUsd > 0 ? [`${usd(monthlyUsd)} a month (estimate)`] : []),
  ].join(' · ');

const where = ({ resources, findings }: Recommendation): string => {
  const others = findings - resources.length;
  return `${resources.map((name) => cut(name, 80)).join(', ')}${others > 0 ? ` and ${number(others)} more` : ''}`;
};

const item = (each: Recommendation, scannedAt: string): Markup =>
  html`<li><p><span class="tag ${each.severity}">${each.severity}</span> <b>${each.title}</b>${each.findings > 1 && html` <span class="soft">× ${number(each.findings)}</span>`}</p>
<p>${each.todo} ${link(each.page, 'AWS\u00a0guide')}</p>
<p class="soft">${where(each)}</p>
<p class="soft">${facts(each, scannedAt)}</p></li>`;

export const recommendations: Section = (report) => {
  const all = recommendationsOf(report);
  return {
    id: 'recommendations',
    title: 'Top recommendations',
    body:
      all.length === 0
        ? html`<p class="good">No rule found anything to do.</p>`
        : html`<ol class="list ranked">${all.slice(0, shown).map((each) => item(each, report.scannedAt))}</ol>
${all.length > shown && html`<p class="soft">And ${number(all.length - shown)} more kinds of findings <a href="#findings">below</a>. They are ranked by severity, exposure, cost and age.</p>`}`,
  };
};
