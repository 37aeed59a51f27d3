import type { FidelityEntry } from '#schemas/fidelity.ts';
import { counted } from '#shared/message/layout.ts';
import { html, type Markup } from '#shared/page/markup.ts';
import type { Section } from './told.ts';

const shown = 100;

const reasons: Readonly<Record<Extract<FidelityEntry, { outcome: 'dropped' }>['reason'], string>> = {
  'read-only': 'the service sets it, nobody can',
  'service-default': 'what the service does anyway',
  'account-metadata': 'tells of the account or the request, not of the resource',
  empty: 'says nothing',
  superseded: 'said better elsewhere in the drop',
  'not-deployable': 'known to break a deployment',
  'not-importable': 'of a resource that the import leaves out',
  'physical-name': 'a name that CloudFormation chooses, as the original has it still',
  'not-believed': 'a model said so, and it did not pass our checks',
};

const where = ({ source }: FidelityEntry): Markup => html`<code>${source.file}#${source.pointer}</code>`;

const rest = (total: number): Markup | false =>
  total > shown && html`<p>And ${(total - shown).toLocaleString('en-US')} more in fidelity.json.</p>`;

export const fidelity: Section = ({ fidelity: report }) => {
  if (!report) return undefined;
  const { counts, entries } = report;
  const lost = entries.filter((entry) => entry.outcome === 'lost');
  const dropped = Map.groupBy(
    entries.filter((entry) => entry.outcome === 'dropped'),
    ({ reason }) => reason,
  );
  const byReason = [...dropped].sort(([, a], [, b]) => b.length - a.length);
  return {
    id: 'fidelity',
    title: 'Fidelity',
    body: html`<p>${counted(counts.carried, 'property', 'properties')} carried into the template, ${counts.dropped.toLocaleString('en-US')} dropped for a reason, <b class="${counts.lost > 0 ? 'bad' : 'good'}">${counts.lost.toLocaleString('en-US')} lost</b>.</p>
${
  lost.length > 0 &&
  html`<h3>Lost: needs a look</h3><ul class="list">${lost.slice(0, shown).map((entry) => html`<li><p>${where(entry)}</p><p class="soft">${entry.reason}</p></li>`)}</ul>${rest(lost.length)}`
}
${byReason.map(
  ([reason, all]) =>
    html`<details><summary>${all.length.toLocaleString('en-US')} ${reason}: ${reasons[reason]}</summary><ul class="list">${all
      .slice(0, shown)
      .map(
        (entry) =>
          html`<li>${where(entry)}${entry.note !== undefined && html` <span class="soft">${entry.note}</span>`}</li>`,
      )}</ul>${rest(all.length)}</details>`,
)}`,
  };
};
