import type { z } from 'zod';
import type { ArtifactGenerated } from '#events/artifact-generated.ts';
import { JobSucceeded } from '#events/job-succeeded.ts';
import { type InventoryReport, inventoryReport } from '#schemas/inventory/report.ts';
import { jobSummary } from '#schemas/job.ts';
import { type Door, draft } from '#shared/pipeline/door.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { contradictionsIn } from './validate/contradictions.ts';
import { summaryOf } from './validate/summary.ts';

const invalid = (why: string): PermanentError =>
  new PermanentError(
    'INVALID_REPORT',
    `The report contradicts itself: ${why}`,
    'This is a fault of Dropforge: report it with the job id. What was read is in the inventory table all the same.',
  );

const parsed = (text: string): InventoryReport => {
  const report = inventoryReport.safeParse(JSON.parse(text));
  if (report.success) return report.data;
  throw invalid(
    report.error.issues
      .slice(0, 5)
      .map(({ path, message }) => `${path.join('/')}: ${message}`)
      .join('; '),
  );
};

/**
 * The inventory job's last word: holds the report against its schema and against its own sums, and lets it go out. Throws
 * `PermanentError` INVALID_REPORT: a figure that is wrong is worse than none.
 */
export const validate: Door<z.infer<typeof ArtifactGenerated.data>> = async (job, { key }, { artifacts }) => {
  const report = parsed(await artifacts.readText(key));
  const contradictions = contradictionsIn(report);
  if (contradictions.length > 0) throw invalid(contradictions.slice(0, 5).join('; '));
  const summary = summaryOf(report);
  const { resources, cells, cellsIncomplete, bySeverity } = summary;
  return {
    patch: { summary: jobSummary.parse(summary) },
    events: [
      draft(JobSucceeded, {
        artifacts: [...job.output.artifacts],
        summary: { resources, cells, cellsIncomplete, bySeverity },
      }),
    ],
  };
};
