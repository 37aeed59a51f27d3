import type { z } from 'zod';
import { InsightPostponed } from '#events/insight-postponed.ts';
import { InsightWritten } from '#events/insight-written.ts';
import { inventoryReport } from '#schemas/inventory/report.ts';
import { jobSummary } from '#schemas/job.ts';
import type { ArtifactStore } from '#shared/aws/artifact-store.ts';
import { draft, type EventDraft } from '#shared/pipeline/door.ts';
import type { FollowUp } from '#shared/pipeline/follow-up.ts';
import { inventoryJob } from '../../job.ts';
import { summaryOf } from '../summary.ts';
import { type Asking, asked, maxTries, rewritten, withOutcome } from './asking.ts';

/** The event that has a model asked once more. */
export const postponed = (tries: number, { retrySeconds, now }: Asking): EventDraft =>
  draft(InsightPostponed, { tries, notBefore: new Date(now().getTime() + tries * retrySeconds * 1000).toISOString() });

/**
 * Asks a model about a report that has gone out already. What it says goes into the report and an email of its own; that it
 * said nothing into the report alone.
 */
export const insightLater =
  (asking: Asking | undefined, artifacts: ArtifactStore): FollowUp<z.infer<typeof InsightPostponed.data>>['run'] =>
  async (job, { tries }) => {
    const key = job.output.work[inventoryJob.work.findings];
    if (!asking || key === undefined || job.status !== 'Succeeded') return { patch: {}, events: [] };
    const report = inventoryReport.parse(JSON.parse(await artifacts.readText(key)));
    const outcome = await asked(report, asking);
    const isLast = tries >= maxTries;
    if (outcome.outcome === 'unavailable' && !isLast) return { patch: {}, events: [postponed(tries + 1, asking)] };
    const after = withOutcome(report, outcome, isLast);
    const { findings, page } = await rewritten(job, after, artifacts, 'insight/');
    return {
      patch: {
        artifacts: [page, findings],
        work: { findings: findings.key },
        summary: jobSummary.parse(summaryOf(after)),
      },
      events: outcome.outcome === 'written' ? [draft(InsightWritten, { key: findings.key })] : [],
    };
  };
