import type { Job } from '#schemas/job.ts';
import { type SpecSummary, specSummary } from '#schemas/spec/summary.ts';
import { templateSummary } from '#schemas/template-summary.ts';
import { durationMs, type TimelineEntry, timeline } from '#shared/pipeline/timeline.ts';

/** Where an artifact can be had: a path on disk, or an S3 URI. */
export type Located = { readonly name: string; readonly path: string; readonly bytes: number };

/** What was told to a person. */
export type Told = { readonly channel: string; readonly subject: string; readonly body: string };

/** The one document that `--json` prints of a job. */
export type JobDocument = {
  readonly jobId: string;
  readonly kind: Job['kind'];
  readonly status: Job['status'];
  /** From submission to the terminal state, in milliseconds; so far, if the job is still under way. */
  readonly durationMs: number;
  readonly error?: NonNullable<Job['error']>;
  readonly artifacts: readonly Located[];
  readonly findings: { readonly fatal: number; readonly error: number; readonly warn: number; readonly fixed: number };
  readonly fidelity?: { readonly carried: number; readonly dropped: number; readonly lost: number };
  readonly quality?: SpecQuality;
  readonly notifications: readonly Told[];
  readonly timeline: readonly TimelineEntry[];
};

/** Of a specification; quality.json has the rest. */
export type SpecQuality = { readonly score: number } & Pick<SpecSummary, keyof typeof specCounts.shape>;

const specCounts = specSummary.omit({ qualityScore: true, moduleName: true, version: true });

const qualityOf = ({ kind, output }: Job): SpecQuality | undefined => {
  const told = specSummary.safeParse(output.summary);
  if (kind !== 'spec' || !told.success) return undefined;
  return { score: told.data.qualityScore, ...specCounts.parse(told.data) };
};

const counts = templateSummary.pick({ findings: true, fidelity: true }).partial().catch({});

export const jobDocument = (job: Job, artifacts: readonly Located[], notifications: readonly Told[]): JobDocument => {
  const { findings, fidelity } = counts.parse(job.output.summary);
  const { fatal = 0, error = 0, warn = 0, fixed = 0 } = findings ?? {};
  const quality = qualityOf(job);
  return {
    jobId: job.jobId,
    kind: job.kind,
    status: job.status,
    durationMs: durationMs(job),
    ...(job.error ? { error: job.error } : {}),
    artifacts,
    findings: { fatal, error, warn, fixed },
    ...(fidelity ? { fidelity } : {}),
    ...(quality ? { quality } : {}),
    notifications,
    timeline: timeline(job.history),
  };
};

/** JSON as stdout gets it. */
export const printJson = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;
