import { type FidelityReport, fidelityReport } from '#schemas/fidelity.ts';
import type { Artifact, Job } from '#schemas/job.ts';
import type { JsonObject } from '#schemas/json.ts';
import type { StackEntry } from '#schemas/stacks.ts';
import { templateOptions } from '#schemas/template-options.ts';
import { type ArtifactStore, artifactKey } from '#shared/aws/artifact-store.ts';
import { deploymentsOf, stackCommands } from './message/deploy.ts';
import { nameOf, told } from './message/told.ts';
import { architectureOf } from './report/diagram/architecture.ts';
import { type Layout, layoutOf } from './report/diagram/layout.ts';
import { mermaidOf } from './report/diagram/mermaid.ts';
import { type Resources, resourcesOf } from './report/diagram/resources.ts';
import { resourcesOfStacks } from './report/diagram/several.ts';
import { type Picture, pictureOf } from './report/diagram/simplify.ts';
import { svgBody, svgFile } from './report/diagram/svg.ts';
import { reportPage } from './report/page/page.ts';
import type { ReportData } from './report/page/told.ts';
import { readDocument } from './validate/document/document.ts';

/** What the validator has to tell: the templates as they were generated and as they are now, and what was found in them. */
export type Judged = Pick<ReportData, 'templates' | 'findings'> & {
  /** In the order of deployment; none if there is but one template. */
  readonly stacks: readonly StackEntry[];
};

const fidelityOf = async (
  job: Job,
  artifacts: Pick<ArtifactStore, 'readText'>,
): Promise<FidelityReport | undefined> => {
  const written = job.output.artifacts.find(({ name }) => name === 'fidelity.json');
  return written && fidelityReport.parse(JSON.parse(await artifacts.readText(written.key)));
};

type Drawn = { readonly picture: Picture; readonly layout: Layout };

/** Undefined if there is nothing to draw, or Graphviz can't: a picture must not cost anybody the template. */
const drawn = async (picture: Picture): Promise<Drawn | undefined> => {
  if (picture.boxes.length + picture.groups.length === 0) return undefined;
  const layout = await layoutOf(picture).catch(() => undefined);
  return layout && { picture, layout };
};

const jsonOf = (text: string): JsonObject => {
  const document = readDocument(text);
  return 'json' in document ? document.json : {};
};

const resourcesIn = ({ templates, stacks }: Judged): Resources => {
  if (stacks.length === 0) return resourcesOf(jsonOf(templates[0]?.text ?? ''));
  const texts = new Map(templates.map(({ file, text }) => [file, text]));
  return resourcesOfStacks(stacks.map((stack) => ({ stack, template: jsonOf(texts.get(stack.file) ?? '') })));
};

/** With the commands as the email has them, now that the sizes of all templates are known. */
const withCommands = (job: Job, { stacks, templates }: Judged): ReportData['stacks'] => {
  const sizes = templates.map(({ file, text }) => ({ name: file, bytes: Buffer.byteLength(text) }));
  const deployments = deploymentsOf(job.input, told(job), sizes);
  const { mode } = told(job);
  return stacks.map((stack, at) => {
    const deployment = deployments[at];
    return { ...stack, commands: deployment ? stackCommands(deployment, mode) : [] };
  });
};

/**
 * Makes what people look at, report.html, diagram.svg and diagram.mmd, and writes it beside the validator's other work. A template
 * that can't be read, or has no resources, has no picture. The same job gives the same bytes.
 */
export const writeReport = async (job: Job, judged: Judged, artifacts: ArtifactStore): Promise<Artifact[]> => {
  const resources = resourcesIn(judged);
  const title = nameOf(job);
  const drawing = await drawn(pictureOf(architectureOf(resources)));
  const fidelity = await fidelityOf(job, artifacts);
  const { mode } = templateOptions.pick({ mode: true }).parse({ mode: job.output.summary.mode });
  const page = reportPage({
    title,
    jobId: job.jobId,
    mode,
    resources,
    templates: judged.templates,
    findings: judged.findings,
    stacks: withCommands(job, judged),
    ...(fidelity && { fidelity }),
    ...(drawing && { picture: { svg: svgBody(drawing.picture, drawing.layout, title), width: drawing.layout.width } }),
  });
  const write = (name: string, text: string, type: string) =>
    artifacts.put(artifactKey(job.jobId, 'validator', name), text, type);
  return [
    await write('report.html', page, 'text/html; charset=utf-8'),
    ...(drawing
      ? [
          await write('diagram.svg', svgFile(drawing.picture, drawing.layout, title), 'image/svg+xml'),
          await write('diagram.mmd', mermaidOf(drawing.picture, title), 'text/plain; charset=utf-8'),
        ]
      : []),
  ];
};
