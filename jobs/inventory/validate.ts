import type { z } from 'zod';
import type { ArtifactGenerated } from '#events/artifact-generated.ts';
import { JobSucceeded } from '#events/job-succeeded.ts';
import { type InventoryReport, inventoryReport } from '#schemas/inventory/report.ts';
import type { InventorySummary } from '#schemas/inventory/summary.ts';
import { type Door, draft } from '#shared/pipeline/door.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { contradictionsIn } from './validate/contradictions.ts';

const named = 20;

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

/** What the email and a list of jobs want without opening findings.json. */
const summaryOf = ({
  source,
  scannedAt,
  accounts,
  counts,
  coverage,
  costs,
  findings,
  fixed,
  changes,
}: InventoryReport) =>
  ({
    source,
    scannedAt,
    accounts,
    resources: counts.resources,
    bySeverity: counts.bySeverity,
    eolWarnings: counts.eolWarnings,
    cells: counts.cells,
    cellsIncomplete: counts.cellsIncomplete,
    calls: counts.calls,
    incomplete: coverage
      .filter(({ outcome }) => outcome !== 'complete')
      .slice(0, named)
      .map(({ id, outcome, looks }) => ({
        cell: id,
        outcome,
        reason: looks.find((look) => look.outcome !== 'complete')?.reason ?? '',
      })),
    monthlyUsd: costs.monthlyUsd,
    yearlyUsd: costs.yearlyUsd,
    top: findings.slice(0, named).map(({ severity, title, resource, todo }) => ({
      severity,
      title,
      resource: resource.name ?? resource.arn,
      todo,
    })),
    fixed: fixed.length,
    changes: {
      appeared: changes.appeared.length,
      gone: changes.gone.length,
      changed: changes.changed.length,
      ...(changes.since === undefined ? {} : { since: changes.since }),
    },
  }) satisfies InventorySummary;

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
    patch: { summary },
    events: [
      draft(JobSucceeded, {
        artifacts: [...job.output.artifacts],
        summary: { resources, cells, cellsIncomplete, bySeverity },
      }),
    ],
  };
};
