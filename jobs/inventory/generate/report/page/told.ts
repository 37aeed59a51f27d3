import type { InventoryReport } from '#schemas/inventory/report.ts';
import type { Section as PageSection } from '#shared/page/document.ts';
import { html, type Markup } from '#shared/page/markup.ts';
import { number } from '../words.ts';

export type Section = PageSection<InventoryReport>;

/** The first rows that fit both limits, and how many there are besides. Sizes in UTF-16 code units. */
export const fitting = <Row>(
  rows: readonly Row[],
  render: (row: Row) => Markup,
  limit: { readonly rows: number; readonly size: number },
): { readonly shown: readonly Markup[]; readonly more: number } => {
  const shown: Markup[] = [];
  let size = 0;
  for (const row of rows.slice(0, limit.rows)) {
    const markup = render(row);
    size += markup.toString().length;
    if (size > limit.size && shown.length > 0) break;
    shown.push(markup);
  }
  return { shown, more: rows.length - shown.length };
};

/** Says how many rows are not shown, and where they are. */
export const rest = (more: number, file: string): Markup | false =>
  more > 0 && html`<p class="soft">And ${number(more)} more in ${file}.</p>`;

/** Only links to the web become links. */
export const link = (url: string, text: string): Markup =>
  /^https:\/\/[^\s"'<>]+$/.test(url) ? html`<a href="${url}" rel="noreferrer">${text}</a>` : html`${text}`;

/** Text of a field whose length nobody vouches for. */
export const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
