import type { Finding } from '#schemas/findings.ts';
import { html, type Markup } from '#shared/page/markup.ts';
import { type DiffLine, lineDiff } from '../line-diff.ts';
import type { ReportData, Section } from './told.ts';

const shownFixes = 200;
const shownLines = 400;

const signs = { same: ' ', gone: '−', new: '+' } as const;

const item = ({ logicalId, fix, rule, message }: Finding): Markup =>
  html`<li><p><b>${logicalId ?? 'Template'}</b> <code>${rule}</code></p><p>${fix?.description}</p><p class="soft">${message}</p></li>`;

const hunk = (lines: readonly DiffLine[]): Markup =>
  html`<div class="diff">${lines.map(
    ({ kind, line, text }) => html`<div class="${kind}"><span>${line} ${signs[kind]}</span><code>${text}</code></div>`,
  )}</div>`;

/** As many hunks as have no more than so many lines together, the first in any case. */
const fitting = (hunks: readonly (readonly DiffLine[])[]) => {
  let room = shownLines;
  return hunks.filter(({ length }, at) => {
    room -= length;
    return room >= 0 || at === 0;
  });
};

/** More templates than these are told of by their findings alone. */
const shownTemplates = 10;

const changes = ({ file, generated, text }: ReportData['templates'][number]): Markup => {
  const hunks = lineDiff(generated, text);
  const some = fitting(hunks).map((lines) => lines.slice(0, shownLines));
  return html`<h3>What changed in ${file}</h3>${some.length > 0 ? some.map(hunk) : html`<p>More lines than can be shown.</p>`}
${hunks.length > some.length && html`<p>And ${hunks.length - some.length} more places.</p>`}`;
};

export const fixes: Section = ({ findings, templates }) => {
  const fixed = findings.findings.filter(({ fix }) => fix);
  if (fixed.length === 0) return undefined;
  const changed = templates.length === 1 ? templates : templates.filter(({ generated, text }) => generated !== text);
  return {
    id: 'fixes',
    title: 'Fixed for you',
    body: html`<ul class="list">${fixed.slice(0, shownFixes).map(item)}</ul>
${fixed.length > shownFixes && html`<p>And ${fixed.length - shownFixes} more in findings.json.</p>`}
${changed.slice(0, shownTemplates).map(changes)}${changed.length > shownTemplates && html`<p>And ${changed.length - shownTemplates} more templates.</p>`}`,
  };
};
