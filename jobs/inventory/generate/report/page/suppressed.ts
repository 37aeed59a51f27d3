import type { SuppressedFinding } from '#schemas/inventory/finding.ts';
import { html, type Markup } from '#shared/page/markup.ts';
import { nameOf, untilWords } from '../words.ts';
import { cut, fitting, rest, type Section } from './told.ts';

const limit = { rows: 100, size: 80_000 } as const;

const row = ({ severity, title, resource, exception }: SuppressedFinding, scannedAt: string): Markup =>
  html`<tr><td><span class="tag ${severity}">${severity}</span></td><td>${title} <b>${cut(nameOf(resource), 120)}</b></td><td>${cut(exception.reason, 400)}</td><td class="n">until ${exception.until}<br><span class="soft">${untilWords(exception.until, scannedAt)}</span></td></tr>`;

export const suppressed: Section = ({ suppressed: all, scannedAt }) => {
  if (all.length === 0) return undefined;
  const { shown, more } = fitting(all, (each) => row(each, scannedAt), limit);
  return {
    id: 'suppressed',
    title: 'Suppressed by exceptions',
    body: html`<p class="soft">Somebody has decided to live with these; they are told again once the exception expires.</p><table class="wide"><thead><tr><th>Severity</th><th>Finding</th><th>Reason</th><th class="n">Expires</th></tr></thead><tbody>${shown}</tbody></table>${rest(more, 'findings.json')}`,
  };
};
