import type { DomainEvent } from '#schemas/event.ts';
import type { Claim, HistoryEntry, Job, JobError, JobInput, JobKind, Scatter, StageName } from '#schemas/job.ts';
import { handledMark } from './decide.ts';
import { eventsOf } from './domain-event.ts';
import type { EventDraft, JobPatch, StageResult } from './door.ts';
import { handing, requested } from './handed.ts';
import { gatheredCause, isOpen, isScattered, missingParts } from './scatter.ts';
import { become, isOnLine, line } from './state-machine.ts';

/** What whoever asks for a job may say of it besides. */
type Wishes = Readonly<Pick<Job, 'notification' | 'rehearsal' | 'replayOf' | 'archivedInput' | 'lock' | 'traceHeader'>>;

/** Where a job begins that does another again: after a stage, with what that one and those before it left. */
export type Beginning = { readonly after: StageName; readonly handed: NonNullable<Job['handed']> };

export type NewJob = Wishes & {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly owner: string;
  /** The caller's own; without one, the job's id. */
  readonly correlationId?: string;
  readonly input: JobInput;
  /** What asked for it: the id of the arrival, the schedule or the request. */
  readonly cause: string;
  readonly retentionDays: number;
  /** Without it a job begins with its inputs. */
  readonly beginning?: Beginning;
};

/**
 * A job as it is submitted, with the event in its outbox that its first stage takes: `JobRequested`, unless it begins further
 * on. @param now ISO 8601
 */
export const newJob = ({ cause, retentionDays, beginning, ...identity }: NewJob, now: string): Job => {
  const { after, handed } = beginning ?? { after: 'intake', handed: undefined };
  const given = handed?.[after] ?? requested(identity);
  const job: Job = {
    ...identity,
    correlationId: identity.correlationId ?? identity.jobId,
    status: 'Pending',
    stage: after,
    revision: 1,
    output: given.output,
    ...(handed && { handed }),
    history: line.slice(0, line.indexOf(after) + 1).map((stage) => ({
      stage,
      attempt: 1,
      startedAt: now,
      endedAt: now,
      outcome: stage === 'intake' ? 'succeeded' : 'inherited',
      cause,
    })),
    handled: [handledMark('intake', cause)],
    claims: {},
    notifications: [],
    submittedAt: now,
    updatedAt: now,
    expiresAt: Math.floor(Date.parse(now) / 1000) + retentionDays * 86_400,
  };
  return withOutbox(job, eventsOf(job, cause, [given], now));
};

/** The job with `stage` claimed by one worker. A failed job is taken up again; a lease that ran out is told in the history. */
export const claimed = (job: Job, stage: StageName, request: Omit<Claim, 'attempt'>): Job => {
  const stale = job.claims[stage];
  const history = stale ? [...job.history, ended(stage, stale, request.startedAt, 'lost')] : job.history;
  const attempt = history.filter((entry) => entry.stage === stage && entry.cause === request.cause).length + 1;
  const claims = { ...job.claims, [stage]: { ...request, attempt } };
  const held = { ...job, history, claims, updatedAt: request.startedAt };
  if (!isOnLine(stage)) return held;
  const { error: _error, endedAt: _endedAt, ...running } = become(held, 'Running');
  return { ...running, stage, startedAt: job.startedAt ?? request.startedAt };
};

/** The lease ran out and another worker took the stage over: its result counts, not ours. */
export class ClaimLostError extends Error {
  override readonly name = 'ClaimLostError';
}

/** The job after its stage succeeded: patch, history and outbox in one. */
export const completed = (job: Job, stage: StageName, token: string, result: StageResult, now: string): Job => {
  const claim = heldClaim(job, stage, token);
  const done = handled(patched(unclaimed(job, stage, claim, 'succeeded', now), result.patch), stage, claim);
  const next = scattered(withEnd(done, stage, result, now), stage, result.patch, now);
  return withOutbox(handing(next, stage, result.events), eventsOf(next, claim.cause, result.events, now));
};

/** The job after all parts of its scattered stage are done; undefined if somebody was faster, or called it off. */
export const gatheredUp = (found: Job, result: StageResult, now: string): Job | undefined => {
  if (!found.scatter || !isScattered(found) || !isOpen(found, found.scatter)) return undefined;
  const job = found.status === 'Failed' ? resumed(found, found.scatter, now) : found;
  const { stage, startedAt, key } = found.scatter;
  const cause = gatheredCause(key);
  const entry = { stage, attempt: 1, startedAt, endedAt: now, outcome: 'succeeded' as const, cause };
  const done = { ...patched(job, result.patch), history: [...job.history, entry], updatedAt: now };
  const next = { ...done, handled: [...job.handled, handledMark(stage, cause)] };
  return withOutbox(handing(next, stage, result.events), eventsOf(next, cause, result.events, now));
};

/** The job after something that followed its end; undefined if this very event is done with. How it ended stays as it is. */
export const followedUp = (
  job: Job,
  stage: StageName,
  { cause, startedAt }: Pick<Claim, 'cause' | 'startedAt'>,
  result: StageResult,
  now: string,
): Job | undefined => {
  const mark = handledMark(stage, cause);
  if (job.handled.includes(mark)) return undefined;
  const entry = { stage, attempt: 1, startedAt, endedAt: now, outcome: 'succeeded' as const, cause };
  const done = { ...patched(job, result.patch), history: [...job.history, entry], updatedAt: now };
  const next = { ...done, handled: [...job.handled, mark] };
  return withOutbox(next, eventsOf(next, cause, result.events, now));
};

/**
 * The job with an event that is said once more because somebody asked, to one stage alone. How it stands does not change before
 * that stage takes it. The event is done with for the stages that take it, too, and are not meant. @param cause what asked
 */
export const saidAgain = (
  job: Job,
  cause: string,
  event: EventDraft,
  notFor: readonly StageName[],
  now: string,
): Job => {
  const events = eventsOf(job, cause, [event], now);
  const done = notFor.flatMap((stage) => events.map(({ metadata }) => handledMark(stage, metadata.id)));
  const next = { ...job, handled: [...job.handled, replayMark(cause), ...done], updatedAt: now };
  return withOutbox(next, events);
};

/** What is noted on a job among the causes it has handled once an event was said again. */
export const replayMark = (cause: string): string => `replay:${cause}`;

/** The job with an event that asks once more, and for the last time, for the parts nobody has heard of. */
export const rescued = (job: Job, scatter: Scatter, now: string): Job => {
  const missing = missingParts(job);
  // All done, and not gathered: any one of them will do.
  const [first, last] = [missing.at(0) ?? 0, missing.at(-1) ?? 0];
  const data = { key: scatter.key, first, last, giveUp: true };
  const next = { ...job, scatter: { ...scatter, rescuedAt: now }, updatedAt: now };
  return withOutbox(next, eventsOf(next, 'watchdog', [{ type: scatter.event, data }], now, `revision-${job.revision}`));
};

/** The job as it goes on after a failure that a redriven message may undo, its parts to be given up anew. */
export const resumed = (job: Job, scatter: Scatter, now: string): Job => {
  const { error: _error, endedAt: _endedAt, ...running } = become(job, 'Running');
  const { rescuedAt: _rescuedAt, ...fresh } = scatter;
  return { ...running, scatter: fresh, updatedAt: now };
};

const scattered = (job: Job, stage: StageName, { scatter }: JobPatch, now: string): Job =>
  scatter ? { ...job, scatter: { ...scatter, stage, startedAt: now } } : job;

const withEnd = (job: Job, stage: StageName, { events }: StageResult, now: string): Job =>
  isOnLine(stage) && events.some(({ type }) => type === 'JobSucceeded')
    ? { ...become(job, 'Succeeded'), endedAt: now }
    : job;

/**
 * The job after its stage failed, with `JobFailed` in its outbox. A recoverable failure leaves its cause unhandled, so
 * that a redriven message is run and not taken for a duplicate.
 */
export const failed = (job: Job, stage: StageName, token: string, error: JobError, now: string): Job => {
  const claim = heldClaim(job, stage, token);
  const rest = unclaimed(job, stage, claim, 'failed', now);
  return withFailure(error.recoverable ? rest : handled(rest, stage, claim), claim.cause, error, now);
};

/** The job after the watchdog found that nothing moves it any more. */
export const stalled = (job: Job, error: JobError, now: string): Job =>
  withFailure({ ...job, claims: {}, updatedAt: now }, 'watchdog', error, now);

/** The job after somebody called it off. Whoever is at it has lost its claim, and with it the right to change anything. */
export const cancelled = (job: Job, error: JobError, now: string): Job => {
  // Who follows an earlier end, and tells of it or archives, is not in the way.
  const { notifier, cleanup } = job.claims;
  const claims = { ...(notifier && { notifier }), ...(cleanup && { cleanup }) };
  const left = line.flatMap((stage) => {
    const claim = job.claims[stage];
    return claim ? [ended(stage, claim, now, 'cancelled')] : [];
  });
  const idle = { ...job, claims, history: [...job.history, ...left], updatedAt: now };
  return withFailure(idle, 'cancel', error, now);
};

/** The job after an attempt that will be made again. */
export const released = (job: Job, stage: StageName, token: string, now: string): Job =>
  unclaimed(job, stage, heldClaim(job, stage, token), 'retried', now);

/** The job after a stage that follows its end gave up: how the job ended stays as it is. */
export const gaveUp = (job: Job, stage: StageName, token: string, now: string): Job =>
  unclaimed(job, stage, heldClaim(job, stage, token), 'failed', now);

/** The job without those of its outbox that were published. */
export const published = (job: Job, ids: ReadonlySet<string>): Job => {
  const { outbox = [], ...rest } = job;
  const left = outbox.filter((event) => !ids.has(event.metadata.id));
  return left.length > 0 ? { ...rest, outbox: left } : rest;
};

const heldClaim = (job: Job, stage: StageName, token: string): Claim => {
  const claim = job.claims[stage];
  if (claim?.token !== token) throw new ClaimLostError(`The claim on ${stage} of job ${job.jobId} was taken over`);
  return claim;
};

const unclaimed = (job: Job, stage: StageName, claim: Claim, outcome: HistoryEntry['outcome'], now: string): Job => {
  const { [stage]: _mine, ...claims } = job.claims;
  return { ...job, claims, history: [...job.history, ended(stage, claim, now, outcome)], updatedAt: now };
};

const ended = (stage: StageName, claim: Claim, endedAt: string, outcome: HistoryEntry['outcome']): HistoryEntry => {
  const { attempt, startedAt, cause } = claim;
  return { stage, attempt, startedAt, endedAt, outcome, cause };
};

const handled = (job: Job, stage: StageName, claim: Claim): Job => ({
  ...job,
  handled: [...job.handled, handledMark(stage, claim.cause)],
});

const withFailure = (job: Job, cause: string, error: JobError, now: string): Job => {
  const next: Job = { ...become(job, 'Failed'), error, endedAt: now };
  const drafts = [{ type: 'JobFailed', data: { error } }];
  return withOutbox(next, eventsOf(next, cause, drafts, now, `revision-${job.revision}`));
};

const patched = (job: Job, patch: JobPatch): Job => {
  const replaced = new Set(patch.artifacts?.map((artifact) => artifact.name));
  const output = {
    artifacts: [...job.output.artifacts.filter(({ name }) => !replaced.has(name)), ...(patch.artifacts ?? [])],
    work: { ...job.output.work, ...patch.work },
    summary: { ...job.output.summary, ...patch.summary },
  };
  const notifications = [...job.notifications, ...(patch.notifications ?? [])];
  return { ...job, output, notifications, ...(patch.archive ? { archive: patch.archive } : {}) };
};

const withOutbox = (job: Job, events: readonly DomainEvent[]): Job =>
  events.length > 0 ? { ...job, outbox: [...(job.outbox ?? []), ...events] } : job;
