import { html } from '#shared/page/markup.ts';
import type { Section } from './told.ts';

const outcomes = { read: 'good', 'passed-over': 'warn', failed: 'bad' } as const;

/** Those that want a look first. */
const rank = { failed: 0, 'passed-over': 1, read: 2 } as const;

const shown = 500;

export const files: Section = ({ fidelity }) => {
  if (!fidelity || fidelity.files.length === 0) return undefined;
  const all = fidelity.files.toSorted((a, b) => rank[a.outcome] - rank[b.outcome]);
  const rows = all
    .slice(0, shown)
    .map(
      ({ file, outcome, dialect, resources, reason, line }) =>
        html`<tr><td><code>${file}</code></td><td class="${outcomes[outcome]}">${outcome}</td><td>${dialect ?? ''}</td><td class="n">${
          outcome === 'read' ? `${resources} ${resources === 1 ? 'part' : 'parts'}` : ''
        }</td><td>${reason ?? ''}${line !== undefined && ` (line ${line})`}</td></tr>`,
    );
  return {
    id: 'files',
    title: 'Files and what became of them',
    body: html`<table class="wide"><thead><tr><th>File</th><th>Outcome</th><th>Dialect</th><th class="n">Found</th><th>Reason</th></tr></thead><tbody>${rows}</tbody></table>
${all.length > shown && html`<p>And ${all.length - shown} more in fidelity.json.</p>`}`,
  };
};
