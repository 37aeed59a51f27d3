import type { JobView } from '#schemas/api/job-view.ts';
import { inventorySummary } from '#schemas/inventory/summary.ts';
import type { Job, JobKind } from '#schemas/job.ts';
import { specSummary } from '#schemas/spec/summary.ts';
import { templateSummary } from '#schemas/template-summary.ts';

type Findings = JobView['findings'];

const none: Findings = { counts: {}, top: [] };

const ofTemplate = templateSummary
  .pick({ findings: true, open: true })
  .transform(({ findings = {}, open = [] }): Findings => ({ counts: findings, top: open }));

const ofInventory = inventorySummary.pick({ bySeverity: true, top: true }).transform(
  ({ bySeverity, top }): Findings => ({
    counts: bySeverity,
    top: top.map(({ severity, title, resource, todo }) => `${severity} ${title}: ${resource}. ${todo}`),
  }),
);

const ofSpec = specSummary.pick({ gaps: true, openQuestions: true, featuresNotFound: true, warnings: true }).transform(
  ({ gaps, openQuestions, featuresNotFound, warnings }): Findings => ({
    counts: { gaps, openQuestions, featuresNotFound: featuresNotFound.length },
    top: warnings,
  }),
);

const byKind = { template: ofTemplate, inventory: ofInventory, spec: ofSpec } as const satisfies Record<
  JobKind,
  unknown
>;

/** How many findings a job has, and the first 20, as its record tells; none before its kind has told. */
export const findingsOf = ({ kind, output }: Job): Findings => {
  const { counts, top } = byKind[kind].safeParse(output.summary).data ?? none;
  return { counts, top: top.slice(0, 20) };
};
