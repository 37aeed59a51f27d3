import type { z } from 'zod';
import type { ArtifactGenerated } from '#events/artifact-generated.ts';
import { JobSucceeded } from '#events/job-succeeded.ts';
import { type InventoryReport, inventoryReport } from '#schemas/inventory/report.ts';
import type { InventorySummary } from '#schemas/inventory/summary.ts';
import { type Artifact, type Job, jobSummary } from '#schemas/job.ts';
import type { ArtifactStore } from '#shared/aws/artifact-store.ts';
import { type Door, draft, type EventDraft } from '#shared/pipeline/door.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { inventoryJob } from './job.ts';
import { contradictionsIn } from './validate/contradictions.ts';
import { type Asking, asked, rewritten, withOutcome } from './validate/insight/asking.ts';
import { postponed } from './validate/insight/later.ts';
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

type Told = {
  readonly summary: InventorySummary;
  readonly patch: { readonly artifacts: readonly Artifact[]; readonly work: Readonly<Record<string, string>> };
  readonly events: readonly EventDraft[];
};

/** What the model makes of the report, in the report; and whether it is to be asked again. */
const toldBy = async (asking: Asking, job: Job, report: InventoryReport, artifacts: ArtifactStore): Promise<Told> => {
  const outcome = await asked(report, asking);
  const told = withOutcome(report, outcome, false);
  const { findings, page } = await rewritten(job, told, artifacts);
  return {
    summary: summaryOf(told),
    patch: { artifacts: [page, findings], work: { [inventoryJob.work.findings]: findings.key } },
    events: outcome.outcome === 'unavailable' ? [postponed(1, asking)] : [],
  };
};

const plain = (report: InventoryReport): Told => ({
  summary: summaryOf(report),
  patch: { artifacts: [], work: {} },
  events: [],
});

/**
 * The inventory job's last word: holds the report against its schema and against its own sums, has a model say what matters
 * if there is one, and lets it go out. Throws `PermanentError` INVALID_REPORT: a figure that is wrong is worse than none.
 */
export const validating =
  (asking?: Asking): Door<z.infer<typeof ArtifactGenerated.data>> =>
  async (job, { key }, { artifacts }) => {
    const report = parsed(await artifacts.readText(key));
    const contradictions = contradictionsIn(report);
    if (contradictions.length > 0) throw invalid(contradictions.slice(0, 5).join('; '));
    const { summary, patch, events } = asking ? await toldBy(asking, job, report, artifacts) : plain(report);
    const { resources, cells, cellsIncomplete, bySeverity } = summary;
    const replaced = new Set(patch.artifacts.map(({ name }) => name));
    const final = [...job.output.artifacts.filter(({ name }) => !replaced.has(name)), ...patch.artifacts];
    return {
      patch: { ...patch, summary: jobSummary.parse(summary) },
      events: [
        draft(JobSucceeded, { artifacts: final, summary: { resources, cells, cellsIncomplete, bySeverity } }),
        ...events,
      ],
    };
  };
