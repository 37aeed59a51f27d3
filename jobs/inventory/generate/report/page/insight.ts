import { html } from '#shared/page/markup.ts';
import type { Section } from './told.ts';

export const insight: Section = ({ insight: said, insightNote }) => {
  const place = { id: 'insight', title: 'In a few words' };
  if (!said)
    return insightNote === undefined ? undefined : { ...place, body: html`<p class="soft">${insightNote}</p>` };
  const { summary, priorities, model, cut } = said;
  return {
    ...place,
    body: html`<div class="said"><p>${summary.join(' ')}</p>
${
  priorities.length > 0 &&
  html`<ol>${priorities.map(({ title, action, rules }) => html`<li><b>${title}</b> ${action} <span class="soft">${rules.join(', ')}</span></li>`)}</ol>`
}</div>
<p class="soft">Written by the model ${model} from the sums below. Every figure was held against them${cut > 0 && `; ${cut} ${cut === 1 ? 'sentence was' : 'sentences were'} cut because one did not agree`}.</p>`,
  };
};
