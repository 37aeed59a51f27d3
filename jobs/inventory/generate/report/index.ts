import { asff } from './asff.ts';
import { findingsCsv, resourcesCsv } from './csv.ts';
import { reportPage } from './page/page.ts';
import type { Rendering } from './rendering.ts';

const csvType = 'text/csv; charset=utf-8';

/** The page is made anew where the report is told more of later: an insight. */
export const pageRendering: Rendering = {
  name: 'report.html',
  contentType: 'text/html; charset=utf-8',
  render: (report) => reportPage(report),
};

/** Every file that is made of a report, besides findings.json itself. */
export const renderings: readonly Rendering[] = [
  pageRendering,
  { name: 'findings.csv', contentType: csvType, render: (report) => findingsCsv(report) },
  { name: 'resources.csv', contentType: csvType, render: (report, resources) => resourcesCsv(resources, report) },
  {
    name: 'findings.asff.json',
    contentType: 'application/json',
    render: (report) => `${JSON.stringify(asff(report), null, 1)}\n`,
  },
];
