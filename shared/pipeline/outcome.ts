import type { Job, StageName } from '#schemas/job.ts';
import type { LogCode } from '../observability/log-messages.ts';

/** What became of a message. All but `retrying` and `postponed` acknowledge it; those two come back. */
export type Decided = 'completed' | 'failed' | 'ignored' | 'postponed' | 'retrying' | 'dead-lettered';

/** How a message was left: the one line that the log has of it at its end. */
export type Outcome = {
  readonly code: LogCode;
  readonly decision: Decided;
  readonly fields?: Readonly<Record<string, unknown>>;
};

const unwelcome: ReadonlySet<Decided> = new Set(['failed', 'retrying', 'dead-lettered']);

/** Whether it is what a person on duty may want to look at. */
export const isUnwelcome = ({ decision }: Pick<Outcome, 'decision'>): boolean => unwelcome.has(decision);

/** Of a message that changed nothing any more: `why` in one word. */
export const ignored = (why: string, fields: Outcome['fields'] = {}): Outcome => ({
  code: 'EVENT_IGNORED',
  decision: 'ignored',
  fields: { ...fields, why },
});

/** Of a message whose stage has committed: what the last entry of the job's history says. */
export const committed = (job: Job, stage: StageName): Outcome => {
  const { jobId, correlationId, status, error } = job;
  const entry = job.history.findLast((candidate) => candidate.stage === stage);
  const ms = entry ? Date.parse(entry.endedAt) - Date.parse(entry.startedAt) : 0;
  const hasEnded = entry !== undefined && job.endedAt === entry.endedAt;
  const fields = { jobId, correlationId, stage, attempt: entry?.attempt, ms, status };
  return {
    code: 'STAGE_COMMITTED',
    decision: entry?.outcome === 'succeeded' ? 'completed' : 'failed',
    fields: { ...fields, ...(hasEnded && error && { error: error.code }) },
  };
};
