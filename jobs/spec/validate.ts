import type { z } from 'zod';
import type { ArtifactGenerated } from '#events/artifact-generated.ts';
import { JobSucceeded } from '#events/job-succeeded.ts';
import { type Artifact, type Job, jobSummary } from '#schemas/job.ts';
import { specOptions } from '#schemas/spec/options.ts';
import { inShort } from '#schemas/spec/summary.ts';
import { type ArtifactStore, artifactKey } from '#shared/aws/artifact-store.ts';
import { type Door, draft } from '#shared/pipeline/door.ts';
import type { RenderMarkdown, RenderPdf, RenderReport } from './render/rendered.ts';
import { lowQuality } from './validate/low-quality.ts';
import type { Rewriter } from './validate/mend/mend.ts';
import { metricsOf } from './validate/metrics.ts';
import { readWork, type Work } from './validate/read-work.ts';
import { summaryOf } from './validate/summary.ts';
import { type Verdict, verdictOf } from './validate/verdict.ts';

/** How a document becomes what people read. */
export type Rendering = {
  readonly markdown: RenderMarkdown;
  readonly pdf: RenderPdf;
  readonly report: RenderReport;
  pages(pdf: Uint8Array): Promise<number>;
};

/** The threshold that the drop asked for, noted by the collector. */
const thresholdOf = ({ output }: Job): number =>
  specOptions.shape.threshold.catch(specOptions.parse({}).threshold).parse(output.summary.threshold);

type Output = readonly [name: string, body: string | Uint8Array, contentType: string];

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** What is told of a document whether it is given out or not. */
const verdictFiles = (verdict: Verdict, { evidence, considered }: Work, { report }: Rendering): readonly Output[] => [
  [
    'report.html',
    report({ document: verdict.document, source: evidence.source, quality: verdict.quality, considered }),
    'text/html; charset=utf-8',
  ],
  ['quality.json', json(verdict.quality), 'application/json'],
];

const documentFiles = ({ markdown, pdf }: Verdict): readonly Output[] => [
  ['specification.md', markdown, 'text/markdown; charset=utf-8'],
  ['specification.pdf', pdf, 'application/pdf'],
];

const writeAll = (job: Job, outputs: readonly Output[], artifacts: ArtifactStore): Promise<readonly Artifact[]> =>
  Promise.all(
    outputs.map(([name, body, type]) => artifacts.put(artifactKey(job.jobId, 'validator', name), body, type)),
  );

/**
 * The spec job's last word: judges the document by all checks, rewrites or cuts what fails them, and writes specification.md,
 * specification.pdf, report.html, quality.json and facts.json. Throws PermanentError `LOW_QUALITY` below the threshold: quality.json
 * and report.html are written then, and no specification.
 * @param rewriter what says faulty statements in other words, if a model is configured; without it they are cut
 */
export const validatingWith =
  (rendering: Rendering) =>
  (rewriter?: Rewriter): Door<z.infer<typeof ArtifactGenerated.data>> =>
  async (job, { key }, { artifacts }) => {
    const work = await readWork(job, key, artifacts);
    const threshold = thresholdOf(job);
    const { writing } = work;
    const how = { ...rendering, threshold, ...(rewriter && { rewriter }), ...(writing && { writing }) };
    const verdict = await verdictOf(work.document, work.evidence, how);
    const told = await writeAll(job, verdictFiles(verdict, work, rendering), artifacts);
    if (verdict.quality.score < threshold)
      throw lowQuality(verdict.quality, artifactKey(job.jobId, 'validator', 'quality.json'));
    const { facts } = work.evidence.source;
    const documents = await writeAll(job, documentFiles(verdict), artifacts);
    const factsFile = await writeAll(
      job,
      [['facts.json', `${JSON.stringify(facts)}\n`, 'application/json']],
      artifacts,
    );
    const made = [...documents, ...told, ...factsFile];
    const summary = summaryOf(verdict, work.evidence, await rendering.pages(verdict.pdf));
    const names = new Set(made.map(({ name }) => name));
    const final = [...job.output.artifacts.filter(({ name }) => !names.has(name)), ...made];
    const metrics = metricsOf(verdict.quality);
    return {
      patch: { artifacts: made, summary: jobSummary.parse({ ...summary, metrics }) },
      events: [draft(JobSucceeded, { artifacts: final, summary: jobSummary.parse(inShort(summary)) })],
    };
  };
