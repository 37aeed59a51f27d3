import { renderMarkdown } from './render/markdown.ts';
import { pagesOf } from './render/pdf/pages.ts';
import { renderPdf } from './render/pdf.ts';
import { renderReport } from './render/report.ts';
import type { Rendering } from './validate.ts';

/** How specifications look. */
export const rendering: Rendering = {
  markdown: renderMarkdown,
  pdf: renderPdf,
  report: renderReport,
  pages: async (pdf) => pagesOf(pdf),
};
