import { type Finding, severities } from '#schemas/findings.ts';
import { html, type Markup } from '#shared/page/markup.ts';
import type { ReportData, Section } from './told.ts';

/** More than these are in findings.json only. */
const shown = 200;

const place = ({ file, logicalId, property, line }: Finding, isOne: boolean): string =>
  [isOne ? undefined : file, logicalId, property, line === undefined ? undefined : `line ${line}`]
    .filter((part) => part !== undefined)
    .join(' · ');

/** Only links to the web become links: a finding's address may come from anywhere. */
const link = (url: string | undefined): Markup | undefined =>
  url !== undefined && /^https:\/\/[^\s"'<>]+$/.test(url)
    ? html` <a href="${url}" rel="noreferrer">More</a>`
    : undefined;

const item = (
  finding: Finding,
  isOne: boolean,
): Markup => html`<li><p><span class="tag ${finding.severity}">${finding.severity}</span> <code>${finding.rule}</code> <span class="soft">${place(finding, isOne)}</span></p>
<p>${finding.message}</p>
${finding.hint !== undefined && html`<p class="soft">${finding.hint}${link(finding.url)}</p>`}
${finding.hint === undefined && link(finding.url)}
${(finding.tried ?? []).map(({ by, why }) => html`<p class="soft">Tried and taken back: ${by}, because ${why}</p>`)}</li>`;

const list = (findings: readonly Finding[], isOne: boolean): Markup =>
  html`<ul class="list">${findings.slice(0, shown).map((each) => item(each, isOne))}</ul>${
    findings.length > shown && html`<p>And ${findings.length - shown} more in findings.json.</p>`
  }`;

const table = ({ findings }: ReportData): Markup => {
  const rows = severities.map((severity) => {
    const all = findings.findings.filter((finding) => finding.severity === severity);
    const fixed = all.filter(({ fix }) => fix).length;
    return html`<tr><td><span class="tag ${severity}">${severity}</span></td><td class="n">${all.length}</td><td class="n">${fixed}</td><td class="n">${all.length - fixed}</td></tr>`;
  });
  return html`<table class="counts"><thead><tr><th>Severity</th><th class="n">Before</th><th class="n">Fixed</th><th class="n">Now</th></tr></thead><tbody>${rows}</tbody></table>`;
};

export const findings: Section = (data) => {
  const isOne = data.stacks.length === 0;
  const open = data.findings.findings.filter(({ fix }) => !fix);
  const look = open.filter(({ severity }) => severity !== 'INFO');
  const told = open.filter(({ severity }) => severity === 'INFO');
  return {
    id: 'findings',
    title: 'Findings before and after',
    body: html`${table(data)}
${look.length > 0 ? html`<h3>Needs a look</h3>${list(look, isOne)}` : html`<p class="good">Nothing is left that needs a look.</p>`}
${told.length > 0 && html`<details><summary>${told.length} for your information</summary>${list(told, isOne)}</details>`}`,
  };
};
