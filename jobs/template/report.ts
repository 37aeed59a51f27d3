import { type FidelityReport, fidelityReport } from '#schemas/fidelity.ts';
import type { FindingsReport } from '#schemas/findings.ts';
import type { Artifact, Job } from '#schemas/job.ts';
import { templateOptions } from '#schemas/template-options.ts';
import { type ArtifactStore, artifactKey } from '#shared/aws/artifact-store.ts';
import { folderOf } from './message/told.ts';
import { architectureOf } from './report/diagram/architecture.ts';
import { type Layout, layoutOf } from './report/diagram/layout.ts';
import { mermaidOf } from './report/diagram/mermaid.ts';
import { resourcesOf } from './report/diagram/resources.ts';
import { type Picture, pictureOf } from './report/diagram/simplify.ts';
import { svgBody, svgFile } from './report/diagram/svg.ts';
import { reportPage } from './report/page/page.ts';
import { readDocument } from './validate/document/document.ts';

/** What the validator has to tell: the template as it was generated and as it is now, and what was found in it. */
export type Judged = { readonly generated: string; readonly template: string; readonly findings: FindingsReport };

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

/**
 * Makes what people look at, report.html, diagram.svg and diagram.mmd, and writes it beside the validator's other work. A template
 * that can't be read, or has no resources, has no picture. The same job gives the same bytes.
 */
export const writeReport = async (job: Job, judged: Judged, artifacts: ArtifactStore): Promise<Artifact[]> => {
  const document = readDocument(judged.template);
  const resources = resourcesOf('json' in document ? document.json : {});
  const title = folderOf(job);
  const drawing = await drawn(pictureOf(architectureOf(resources)));
  const fidelity = await fidelityOf(job, artifacts);
  const { mode } = templateOptions.pick({ mode: true }).parse({ mode: job.output.summary.mode });
  const page = reportPage({
    title,
    jobId: job.jobId,
    mode,
    resources,
    ...judged,
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
