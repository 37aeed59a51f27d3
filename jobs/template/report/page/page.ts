import { createHash } from 'node:crypto';
import { diagramStyle } from '../diagram/svg.ts';
import { architecture } from './architecture.ts';
import { fidelity } from './fidelity.ts';
import { files } from './files.ts';
import { findings } from './findings.ts';
import { fixes } from './fixes.ts';
import { html, trusted } from './markup.ts';
import { resources } from './resources.ts';
import { stacks } from './stacks.ts';
import { pageStyle } from './style.ts';
import { summary } from './summary.ts';
import type { ReportData, Section } from './told.ts';

/** In the order of reading; adding one is adding it here. */
const sections: readonly Section[] = [architecture, stacks, findings, fixes, resources, fidelity, files];

const style = pageStyle + diagramStyle;

/** Nothing but this very style is loaded or run, whatever the text says. https://www.w3.org/TR/CSP3/ */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** The report of a job as one HTML file that needs nothing else: no script, no font, no request. The same data gives the same bytes. */
export const reportPage = (data: ReportData): string => {
  const told = sections.flatMap((section) => section(data) ?? []);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${data.title}: CloudFormation template report</title>
<style>${trusted(style)}</style>
</head>
<body>
${summary(data)}
<nav aria-label="Sections"><ul>${told.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<main>
${told.map(({ id, title, body }) => html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>\n${body}</section>\n`)}
</main>
<footer>Job ${data.jobId}. Judged by ${data.findings.engine.name} ${data.findings.engine.version}. ${data.stacks.length > 0 ? 'stacks.json' : 'template.yaml'}, findings.json and fidelity.json have it all.</footer>
</body>
</html>
`;
  return page.toString();
};
