import { html, type Markup } from './markup.ts';
import type { ReportData } from './told.ts';

const verdicts = {
  valid: { text: 'Valid', look: 'good', says: 'Validation found no error in the template.' },
  invalid: { text: 'Has errors', look: 'bad', says: 'Validation found errors that no rule could fix.' },
  incomplete: { text: 'Not judged', look: 'warn', says: 'Validation could not finish: do not take it for valid.' },
} as const;

const tile = (value: string | number, says: string, look = ''): Markup =>
  html`<li><b class="${look}">${value}</b>${says}</li>`;

/** What became of the drop, at a glance. */
export const summary = ({ title, mode, resources, findings, fidelity }: ReportData): Markup => {
  const { verdict, counts } = findings;
  const { text, look, says } = verdicts[verdict];
  const open = counts.fatal + counts.error + counts.warn;
  const kind = mode === 'import' ? 'import template' : 'template';
  return html`<header><h1>${title}</h1>
<p>This folder became a CloudFormation ${kind}. ${says}</p>
<ul class="tiles">
${tile(text, 'verdict', look)}
${tile(resources.size.toLocaleString('en-US'), resources.size === 1 ? 'resource' : 'resources')}
${tile(counts.fixed, 'findings fixed for you', counts.fixed > 0 ? 'good' : '')}
${tile(open, open === 1 ? 'finding needs a look' : 'findings need a look', open > 0 ? 'warn' : 'good')}
${fidelity && tile(fidelity.counts.carried.toLocaleString('en-US'), 'properties carried')}
${fidelity && tile(fidelity.counts.lost, 'properties lost', fidelity.counts.lost > 0 ? 'bad' : 'good')}
</ul></header>`;
};
