import { counted } from '#shared/message/layout.ts';
import { html } from '#shared/page/markup.ts';
import { link, type Section } from './told.ts';

const staleDays = 90;

export const tables: Section = ({ tables: all }) =>
  all.length === 0
    ? undefined
    : {
        id: 'tables',
        title: 'What the dates and prices rest on',
        body: html`<ul class="list">${all.map(
          ({ name, asOf, ageDays, sources }) =>
            html`<li><p><b>${name}</b> of ${asOf}, <span class="${ageDays > staleDays ? 'bad' : 'soft'}">${counted(ageDays, 'day')} old</span></p><p class="soft">${sources.map((url) => html`${link(url, url)} `)}</p></li>`,
        )}</ul>`,
      };
