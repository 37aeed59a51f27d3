import type { InventoryReport } from '#schemas/inventory/report.ts';
import { counted } from '#shared/message/layout.ts';
import { pageDocument } from '#shared/page/document.ts';
import { html } from '#shared/page/markup.ts';
import { pageStyle } from '#shared/page/style.ts';
import { calendar } from './calendar.ts';
import { changes } from './changes.ts';
import { charts } from './charts.ts';
import { costs } from './costs.ts';
import { coverage } from './coverage.ts';
import { findings } from './findings.ts';
import { insight } from './insight.ts';
import { recommendations } from './recommendations.ts';
import { inventoryScript } from './script.ts';
import { inventoryStyle } from './style.ts';
import { summary } from './summary.ts';
import { suppressed } from './suppressed.ts';
import { tables } from './tables.ts';
import type { Section } from './told.ts';
import { trend } from './trend.ts';

/** In the order of reading; adding one is adding it here. */
const sections: readonly Section[] = [
  insight,
  recommendations,
  charts,
  changes,
  calendar,
  costs,
  findings,
  trend,
  coverage,
  suppressed,
  tables,
];

/** report.html: the report of a scan as one file that needs nothing else, under 2 MB whatever the accounts' size. */
export const reportPage = (report: InventoryReport): string =>
  pageDocument(report, {
    title: `AWS inventory of ${report.scannedAt.slice(0, 10)}: ${counted(report.counts.resources, 'resource')}`,
    style: pageStyle + inventoryStyle,
    script: inventoryScript,
    header: summary(report),
    footer: html`Job ${report.jobId}. Costs are estimates. findings.json has all of this; findings.csv, resources.csv and findings.asff.json are made of it.`,
    sections,
  });
