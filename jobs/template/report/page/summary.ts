import { html, type Markup } from '#shared/page/markup.ts';
import type { ReportData } from './told.ts';

const verdicts = {
  valid: { text: 'Valid', look: 'good', says: 'Validation found no error in the template.' },
  invalid: { text: 'Has errors', look: 'bad', says: 'Validation found errors that no rule could fix.' },
  incomplete: { text: 'Not judged', look: 'warn', says: 'Validation could not finish: do not take it for valid.' },
} as const;

const tile = (value: string | number, says: string, look = ''): Markup =>
  html`<li><b class="${look}">${value}</b>${says}</li>`;

/** What became of the drop, at a glance. */
export const summary = ({ title, mode, resources, findings, fidelity, stacks }: ReportData): Markup => {
  const { verdict, counts } = findings;
  const { text, look, says } = verdicts[verdict];
  const open = counts.fatal + counts.error + counts.warn;
  const kind = mode === 'import' ? 'import template' : 'template';
  const became =
    stacks.length > 0 ? `${stacks.length} CloudFormation ${kind}s, each for a stack` : `a CloudFormation ${kind}`;
  return html`<header><h1>${title}</h1>
<p>This folder became ${became}. ${says}</p>
<ul class="tiles">
${tile(text, 'verdict', look)}
${tile(resources.size.toLocaleString('en-US'), resources.size === 1 ? 'resource' : 'resources')}
${stacks.length > 0 && tile(stacks.length, 'stacks')}${tile(counts.fixed, 'findings fixed for you', counts.fixed > 0 ? 'good' : '')}
${tile(open, open === 1 ? 'finding needs a look' : 'findings need a look', open > 0 ? 'warn' : 'good')}
${fidelity && tile(fidelity.counts.carried.toLocaleString('en-US'), 'properties carried')}
${fidelity && tile(fidelity.counts.lost, 'properties lost', fidelity.counts.lost > 0 ? 'bad' : 'good')}
</ul></header>`;
};
