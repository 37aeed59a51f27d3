import type { HistoryEntry, Job, StageName } from '#schemas/job.ts';

export type TimelineEntry = {
  readonly stage: StageName;
  readonly startedAt: string;
  /** From the first attempt's start to the last one's end, in milliseconds. */
  readonly ms: number;
  readonly attempts: number;
};

/** A job's history, one entry a stage, in the order the stages began. */
export const timeline = (history: readonly HistoryEntry[]): readonly TimelineEntry[] => {
  const byStage = Map.groupBy(history, ({ stage }) => stage);
  return [...byStage].map(([stage, entries]) => {
    const startedAt = Math.min(...entries.map((entry) => Date.parse(entry.startedAt)));
    const endedAt = Math.max(...entries.map((entry) => Date.parse(entry.endedAt)));
    return { stage, startedAt: new Date(startedAt).toISOString(), ms: endedAt - startedAt, attempts: entries.length };
  });
};

/** From submission to the terminal state, in milliseconds; so far, if the job is still under way. */
export const durationMs = ({ submittedAt, endedAt, updatedAt }: Job): number =>
  Math.max(Date.parse(endedAt ?? updatedAt) - Date.parse(submittedAt), 0);
