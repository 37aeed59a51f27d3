import type { InventoryReport } from '#schemas/inventory/report.ts';
import type { Artifact, Job } from '#schemas/job.ts';
import { type ArtifactStore, artifactKey } from '#shared/aws/artifact-store.ts';
import { oneLine } from '#shared/message/layout.ts';
import { pageRendering } from '../../generate/report/index.ts';
import type { InsightOutcome } from './insight.ts';

/** How a model is asked what it makes of a report. */
export type Asking = {
  ask(report: InventoryReport): Promise<InsightOutcome>;
  /** How long after a report that went without an insight the next try is made; times two and three for those after it. */
  readonly retrySeconds: number;
  readonly now: () => Date;
};

/** Tries after the first, which is made before the report goes out. */
export const maxTries = 3;

/** Asks, and never throws: an insight is worth no report. */
export const asked = async (report: InventoryReport, { ask }: Asking): Promise<InsightOutcome> => {
  try {
    return await ask(report);
  } catch (error) {
    // The message of an unexpected error may quote what it choked on: only its kind is told.
    return { outcome: 'unavailable', why: error instanceof Error ? error.name : 'unknown error' };
  }
};

const reason = (why: string): string => oneLine(why, 200).replace(/[.\s]+$/, '');

const notes = {
  nothing: (why: string) =>
    `A model was asked, and nothing it said could be kept: ${reason(why)}. The ranking is the rules' own.`,
  later: (why: string) =>
    `No model could be asked when this report went out (${reason(why)}). If one can be within the hour, what it says follows in an email of its own.`,
  never: (why: string) =>
    `No model could be asked, ${1 + maxTries} times (${reason(why)}). The ranking is the rules' own.`,
} as const;

/** The report with what the model said, or with a line that says why it said nothing. */
export const withOutcome = (
  { insight: _before, insightNote: _note, ...report }: InventoryReport,
  outcome: InsightOutcome,
  isLast: boolean,
): InventoryReport => {
  if (outcome.outcome === 'written') return { ...report, insight: outcome.insight };
  if (outcome.outcome === 'nothing') return { ...report, insightNote: notes.nothing(outcome.why) };
  return { ...report, insightNote: notes[isLast ? 'never' : 'later'](outcome.why) };
};

/** Writes the two files that tell an insight; `folder` keeps apart what is written at different times. */
export const rewritten = async (
  job: Job,
  report: InventoryReport,
  artifacts: ArtifactStore,
  folder = '',
): Promise<{ readonly findings: Artifact; readonly page: Artifact }> => {
  const keyOf = (name: string) => artifactKey(job.jobId, 'validator', `${folder}${name}`);
  const text = `${JSON.stringify(report, null, 2)}\n`;
  const { name, contentType, render } = pageRendering;
  return {
    findings: await artifacts.put(keyOf('findings.json'), text, 'application/json'),
    page: await artifacts.put(keyOf(name), render(report, []), contentType),
  };
};
