import { pageDocument } from '#shared/page/document.ts';
import { html } from '#shared/page/markup.ts';
import { pageStyle } from '#shared/page/style.ts';
import { diagramStyle } from '../diagram/svg.ts';
import { architecture } from './architecture.ts';
import { fidelity } from './fidelity.ts';
import { files } from './files.ts';
import { findings } from './findings.ts';
import { fixes } from './fixes.ts';
import { resources } from './resources.ts';
import { stacks } from './stacks.ts';
import { templateStyle } from './style.ts';
import { summary } from './summary.ts';
import type { ReportData, Section } from './told.ts';

/** In the order of reading; adding one is adding it here. */
const sections: readonly Section[] = [architecture, stacks, findings, fixes, resources, fidelity, files];

/** The report of a job as one HTML file that needs nothing else: no script, no font, no request. */
export const reportPage = (data: ReportData): string =>
  pageDocument(data, {
    title: `${data.title}: CloudFormation template report`,
    style: pageStyle + templateStyle + diagramStyle,
    header: summary(data),
    footer: html`Job ${data.jobId}. Judged by ${data.findings.engine.name} ${data.findings.engine.version}. ${data.stacks.length > 0 ? 'stacks.json' : 'template.yaml'}, findings.json and fidelity.json have it all.`,
    sections,
  });
