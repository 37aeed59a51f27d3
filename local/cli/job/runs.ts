import type { HistoryEntry, Job, StageName } from '#schemas/job.ts';
import { awaited, isOnLine, isTerminal, line } from '#shared/pipeline/state-machine.ts';

/** A stretch of a job's time, in Unix milliseconds: somebody worked, or the job waited for somebody who would. */
export type Stretch = {
  readonly from: number;
  readonly to: number;
  readonly is: 'waiting' | 'running' | HistoryEntry['outcome'];
};

/** What a stage did for one event: its attempts, and the waiting before each of them. */
export type StageRun = {
  readonly stage: StageName;
  readonly stretches: readonly Stretch[];
};

type Attempt = Stretch & { readonly stage: StageName; readonly cause: string };

const ended = ({ stage, cause, startedAt, endedAt, outcome }: HistoryEntry): Attempt => {
  const from = Date.parse(startedAt);
  return { stage, cause, from, to: Math.max(from, Date.parse(endedAt)), is: outcome };
};

const running = ({ claims }: Job, now: number): readonly Attempt[] =>
  Object.entries(claims).map(([stage, { cause, startedAt }]) => {
    const from = Date.parse(startedAt);
    // The record's keys are stage names: its schema says so, Object.entries does not.
    return { stage: stage as StageName, cause, from, to: Math.max(from, now), is: 'running' };
  });

/** Whether what `after` did began with what `before` left: a stage on the line with another's, or its own plan; the others with the end. */
const leadsTo = (before: Attempt, after: Attempt): boolean =>
  isOnLine(before.stage) &&
  before.cause !== after.cause &&
  before.to <= after.from &&
  (!isOnLine(after.stage) || line.indexOf(before.stage) <= line.indexOf(after.stage));

/** When the event was said that a run handles; as its first attempt began, if nothing led to it. */
const saidAt = (first: Attempt, attempts: readonly Attempt[]): number =>
  Math.max(...attempts.filter((other) => leadsTo(other, first)).map(({ to }) => to), 0) || first.from;

const withWaits = (attempts: readonly Attempt[], since: number): readonly Stretch[] =>
  attempts.flatMap(({ from, to, is }, at) => {
    const free = attempts[at - 1]?.to ?? since;
    return from > free
      ? [
          { from: free, to: from, is: 'waiting' as const },
          { from, to, is },
        ]
      : [{ from, to, is }];
  });

/** With the stage that a job waits for and nobody is at: since its last attempt, or since what led to it ended. */
const withAwaited = (runs: readonly StageRun[], job: Job, now: number): readonly StageRun[] => {
  const stage = awaited(job);
  const last = runs.findLast((run) => run.stage === stage);
  const stretches = runs.flatMap((run) => run.stretches);
  const from = Math.max(Date.parse(job.submittedAt), ...stretches.map(({ to }) => to));
  if (isTerminal(job.status) || stretches.some(({ is }) => is === 'running') || from >= now) return runs;
  const waiting: Stretch = { from, to: now, is: 'waiting' };
  // One that was lost, or comes back, is waited for again; a run that succeeded is over, and a part of the stage goes on.
  return last === undefined || last.stretches.at(-1)?.is === 'succeeded'
    ? [...runs, { stage, stretches: [waiting] }]
    : runs.map((run) => (run === last ? { stage, stretches: [...run.stretches, waiting] } : run));
};

/** What a job's stages did and waited for, one run an event that a stage handled, in the order they began. @param now Unix milliseconds */
export const runsOf = (job: Job, now: number): readonly StageRun[] => {
  const attempts = [...job.history.map(ended), ...running(job, now)].sort((a, b) => a.from - b.from);
  const runs = [...Map.groupBy(attempts, ({ stage, cause }) => `${stage} ${cause}`).values()].map((own) => {
    const [first] = own as [Attempt, ...Attempt[]];
    return { stage: first.stage, stretches: withWaits(own, saidAt(first, attempts)) };
  });
  return withAwaited(runs, job, now);
};
