import type { Considered, Label } from '#schemas/spec/document.ts';
import type { Span } from '#schemas/spec/facts.ts';
import type { CheckResult } from '#schemas/spec/quality.ts';
import { counted } from '#shared/message/layout.ts';
import { pageDocument, type Section } from '#shared/page/document.ts';
import { html, type Markup } from '#shared/page/markup.ts';
import { pageStyle } from '#shared/page/style.ts';
import type { RenderReport, Told } from './rendered.ts';

/** Of a list that a person reads; quality.json and facts.json have all. */
const shown = 50;

const place = ({ path, start, end }: Span): Markup => html`<code>${path}:${start}-${end}</code>`;

const rest = (all: readonly unknown[], where: string): Markup | false =>
  all.length > shown && html`<p class="soft">… and ${all.length - shown} more: see ${where}</p>`;

const checkRow = ({ id, title, weight, score, findings }: CheckResult): Markup =>
  html`<tr><td><b>${title}</b> <span class="soft">${id}</span>${findings
    .slice(0, 5)
    .map((finding) => html`<p>${finding.where}: ${finding.message}</p>`)}${
    findings.length > 5 && html`<p class="soft">… and ${findings.length - 5} more: see quality.json</p>`
  }</td><td class="n">${weight}</td><td class="n"><span class="${score === 1 ? 'good' : 'bad'}">${Math.floor(score * 100)}</span></td></tr>`;

const checks: Section<Told> = ({ quality }) => ({
  id: 'checks',
  title: 'Checks',
  body: html`<table><thead><tr><th>Check</th><th class="n">Weight</th><th class="n">Score</th></tr></thead><tbody>${quality.checks
    .toSorted((a, b) => a.score - b.score)
    .map(checkRow)}</tbody></table>`,
});

const mended: Section<Told> = ({ quality }) =>
  quality.mended.length === 0
    ? undefined
    : {
        id: 'mended',
        title: 'Rewritten or cut',
        body: html`<ul class="list">${quality.mended
          .slice(0, shown)
          .map(
            ({ where, check, action, before, after }) =>
              html`<li><p><span class="tag">${action}</span> ${where} <span class="soft">${check}</span></p><p>${before}</p>${after !== undefined && html`<p class="good">${after}</p>`}</li>`,
          )}</ul>${rest(quality.mended, 'quality.json')}`,
      };

const coverageClass = { covered: 'good', partly: 'warn', 'not found in source': 'bad' } as const;

const coverage: Section<Told> = ({ document }) =>
  document.traceability.length === 0
    ? undefined
    : {
        id: 'coverage',
        title: 'Features',
        body: html`<table class="wide"><thead><tr><th>Feature</th><th>Description</th><th>Coverage</th><th class="n">Requirements</th></tr></thead><tbody>${document.traceability.map(
          ({ feature, description, coverage: how, requirements }) =>
            html`<tr><td><b>${feature}</b></td><td>${description}</td><td><span class="tag ${coverageClass[how]}">${how}</span></td><td class="n">${counted(requirements.length, 'requirement')}</td></tr>`,
        )}</tbody></table>`,
      };

const labelled = ({ document }: Told, label: Label): number =>
  document.features.flatMap(({ requirements }) => requirements).filter((each) => each.label === label).length;

const tiles = (told: Told): Markup => {
  const { quality, source, document } = told;
  const figures: readonly (readonly [figure: string | number, what: string])[] = [
    [quality.score, `QualityScore, of at least ${quality.threshold}`],
    [
      `${document.traceability.filter((each) => each.coverage !== 'not found in source').length} / ${document.traceability.length}`,
      'features found in the source',
    ],
    [labelled(told, 'confirmed'), 'requirements confirmed'],
    [labelled(told, 'inferred'), 'requirements inferred'],
    [labelled(told, 'gap'), 'gaps'],
    [quality.mended.length, 'statements rewritten or cut'],
    [
      source.files.filter(({ outcome }) => outcome === 'left-out' || outcome === 'unreadable').length,
      `of ${counted(source.files.length, 'file')} not read`,
    ],
    [source.files.reduce((sum, { redacted }) => sum + redacted, 0), 'secrets taken out'],
  ];
  return html`<ul class="tiles">${figures.map(([figure, what]) => html`<li><b>${figure}</b>${what}</li>`)}</ul>`;
};

const consideredFor = ({ feature, terms, symbols, snippets, tokens }: Considered): Markup =>
  html`<details><summary>${feature}: ${counted(snippets.length, 'snippet')}, ${counted(tokens, 'token')}</summary><p>Terms: ${terms.join(', ') || 'none'}</p><table><thead><tr><th>Symbol</th><th>Where</th><th class="n">Rank</th></tr></thead><tbody>${symbols
    .slice(0, shown)
    .map(
      ({ name, score, span }) =>
        html`<tr><td><code>${name}</code></td><td>${place(span)}</td><td class="n">${score.toFixed(4)}</td></tr>`,
    )}</tbody></table><p>Snippets: ${snippets.slice(0, shown).map((span, at) => html`${at > 0 && ', '}${place(span)}`)}</p></details>`;

const considered: Section<Told> = (told) =>
  told.considered.length === 0
    ? undefined
    : { id: 'considered', title: 'What was considered', body: html`${told.considered.map(consideredFor)}` };

const files: Section<Told> = ({ source }) => {
  const byReason = Map.groupBy(source.files, ({ outcome, reason }) => reason ?? outcome);
  return {
    id: 'files',
    title: 'What became of each file',
    body: html`${[...byReason].map(
      ([reason, of]) =>
        html`<details><summary>${reason}: ${counted(of.length, 'file')}</summary><ul class="list">${of
          .slice(0, shown)
          .map(
            ({ path, lines, redacted }) =>
              html`<li><code>${path}</code>${lines > 0 && ` ${counted(lines, 'line')}`}${redacted > 0 && `, ${counted(redacted, 'secret')} taken out`}</li>`,
          )}</ul>${rest(of, 'the archive')}</details>`,
    )}`,
  };
};

const warnings: Section<Told> = ({ source }) =>
  source.warnings.length === 0
    ? undefined
    : {
        id: 'warnings',
        title: 'Warnings',
        body: html`<ul class="list">${source.warnings.map((warning) => html`<li>${warning}</li>`)}</ul>`,
      };

/** `report.html`: how good the specification is, why, and what it was made of. */
export const renderReport: RenderReport = (told) => {
  const { document, quality, source } = told;
  const title = `${document.moduleName} ${document.version}: QualityScore ${quality.score}`;
  return pageDocument(told, {
    title,
    style: pageStyle,
    header: html`<header><h1>${title}</h1><p class="soft">The threshold is ${quality.threshold}. Made of ${source.archive.name}, ${counted(source.files.length, 'file')}.</p>${tiles(told)}</header>`,
    footer: html`SHA-256 of the archive: <code>${source.archive.sha256}</code>`,
    sections: [warnings, coverage, checks, mended, considered, files],
  });
};
