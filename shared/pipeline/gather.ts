import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { type DomainEvent, type EventDefinition, eventSource } from '#schemas/event.ts';
import type { Job, Scatter } from '#schemas/job.ts';
import type { JsonValue } from '#schemas/json.ts';
import type { Delivery, Route } from './consumer.ts';
import { eventsOf } from './domain-event.ts';
import type { EventDraft, StageResult } from './door.ts';
import { PermanentError, PostponedError } from './errors.ts';
import { ClaimLostError, gatheredUp, resumed } from './job.ts';
import { publishOutbox } from './outbox.ts';
import { committed, ignored, type Outcome } from './outcome.ts';
import type { Done, PartId, PartStore } from './part-store.ts';
import { readEvent } from './read-event.ts';
import { isOpen, isScattered, missingParts } from './scatter.ts';
import type { StageDeps } from './stage.ts';

/** What a worker hears of the part it is to do. */
export type PartContext = {
  /** The part's place in the plan, from 0. */
  readonly part: number;
  /** How often the part was handed on before this. */
  readonly turn: number;
  /** What the worker before left. */
  readonly state: JsonValue | undefined;
  /** After this time a worker that can hands on what is left. */
  readonly deadline: Date;
  /** Aborted a little before the worker dies. */
  readonly signal: AbortSignal;
};

/** What became of a part's turn. */
export type PartOutcome =
  | { readonly do: 'hand-on'; readonly state: JsonValue }
  | ({ readonly do: 'finish' } & PartDone);

/** A part that is done, and what observers may want to hear of it. */
export type PartDone = Done & { readonly events?: readonly EventDraft[] };

/** A kind of job's own code for a stage that goes on in parts. */
export type PartWork = {
  run(job: Job, context: PartContext): Promise<PartOutcome>;
  /** What a part is recorded as that nobody could do. `state` is what the last of its workers left. */
  failed(job: Job, part: number, state: JsonValue | undefined, reason: string): Promise<PartDone>;
  /** Once all parts are done: what the stage comes to. May run more than once, with the same results. */
  gather(job: Job, results: readonly JsonValue[]): Promise<StageResult>;
};

export type GatherDeps = StageDeps & { readonly parts: PartStore };

/** The data of an event that asks for parts. */
type PartsRequest = { key: string; first: number; last: number; turn: number; giveUp: boolean };

type PartsEvent = EventDefinition<string, z.ZodType<PartsRequest>>;

type Asked = { readonly job: Job; readonly scatter: Scatter; readonly request: PartsRequest };

/** Of a worker's time: when it should stop, and when it must. */
const softShare = 0.6;
const hardShare = 0.85;

/**
 * The protocol of a stage's parts. An event that asks for several asks for each; one part is claimed by a lease, run,
 * and handed on or finished; a finished one is counted on the job, and whoever counts the last ends the stage. Every step
 * may be repeated: the part's result is written once, it is counted once, and the stage's event has one id.
 */
export const partsOf = (event: PartsEvent, work: PartWork, deps: GatherDeps): Route => {
  const now = () => deps.now().toISOString();

  /** The job and what is asked of it, or undefined if there is nothing left to do. */
  const asked = async ({ envelope }: Delivery): Promise<Asked | undefined> => {
    const { metadata, data: request } = readEvent(event, envelope);
    const job = await deps.jobs.get(metadata.jobId);
    const { scatter } = job ?? {};
    if (job && scatter?.key === request.key && isScattered(job) && isOpen(job, scatter)) {
      return { job: await running(job), scatter, request };
    }
    if (job) await publishOutbox(job, deps.jobs, deps.publish);
    return undefined;
  };

  /** The job as it is, or taken up again if it failed: the message was redriven. */
  const running = (job: Job): Promise<Job> =>
    job.status === 'Running'
      ? Promise.resolve(job)
      : deps.jobs.modify(
          job.jobId,
          (current) =>
            current.status === 'Failed' && current.scatter ? resumed(current, current.scatter, now()) : undefined,
          job,
        );

  const eventFor = (job: Job, request: PartsRequest): DomainEvent[] =>
    eventsOf(job, `${request.key}#${request.first}`, [{ type: event.type, data: request }], now(), nonceOf(request));

  const split = async ({ job, scatter, request }: Asked): Promise<Outcome> => {
    const last = Math.min(request.last, scatter.parts - 1);
    const parts = Array.from({ length: Math.max(last - request.first + 1, 0) }, (_, index) => request.first + index);
    const missing = new Set(missingParts(job));
    const due = parts.filter((part) => missing.has(part));
    await deps.publish(due.flatMap((part) => eventFor(job, { ...request, first: part, last: part })));
    return { code: 'PARTS_ASKED', decision: 'completed', fields: { jobId: job.jobId, parts: due.length } };
  };

  const one = async (at: Asked): Promise<Outcome> => {
    const { job, request } = at;
    const id: PartId = { jobId: job.jobId, part: request.first };
    const known = await deps.parts.get(id);
    if (known?.done) return count(at, known.done);
    const leasedUntil = known?.leaseUntil !== undefined && known.leaseUntil > now() ? known.leaseUntil : undefined;
    if (leasedUntil && (request.giveUp || (known?.turn ?? 0) <= request.turn)) throw postponed(leasedUntil, deps.now());
    if (request.giveUp) return giveUp(at, `nothing was heard of it for too long`);
    // Handed on by a worker that may have died before it said so.
    if (known && known.turn > request.turn)
      return leasedUntil ? ignored('further-on', id) : next(job, { ...request, turn: known.turn });
    return attempt(at, id);
  };

  const next = async (job: Job, request: PartsRequest): Promise<Outcome> => {
    await deps.publish(eventFor(job, request));
    const fields = { jobId: job.jobId, part: request.first, turn: request.turn };
    return { code: 'PART_HANDED_ON', decision: 'completed', fields };
  };

  const attempt = async (at: Asked, id: PartId): Promise<Outcome> => {
    const { job, request } = at;
    const token = randomUUID();
    const start = deps.now().getTime();
    const until = new Date(start + deps.leaseSeconds * 1000);
    const claimed = await deps.parts.claim(id, request.turn, { token, until: until.toISOString(), now: now() });
    if (!claimed) throw postponed(until.toISOString(), deps.now());
    const outcome = await runWithin(at, claimed.state, start).catch(async (error: unknown) => {
      await deps.parts.release(id, token);
      throw error;
    });
    if (outcome.do === 'hand-on') {
      if (!(await deps.parts.handOn(id, token, outcome.state))) throw lost(id);
      return next(job, { ...request, turn: request.turn + 1 });
    }
    if (!(await deps.parts.finish(id, outcome, token))) throw lost(id);
    return count(at, outcome);
  };

  const runWithin = async (
    { job, request }: Asked,
    state: JsonValue | undefined,
    start: number,
  ): Promise<PartOutcome> => {
    const abort = new AbortController();
    const lifeMs = deps.leaseSeconds * 1000;
    const timer = setTimeout(() => abort.abort(), lifeMs * hardShare);
    const { first: part, turn } = request;
    const deadline = new Date(start + lifeMs * softShare);
    try {
      return await work.run(job, { part, turn, state, deadline, signal: abort.signal });
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      return { do: 'finish', ...(await work.failed(job, part, state, error.message)) };
    } finally {
      clearTimeout(timer);
    }
  };

  const giveUp = async (at: Asked, reason: string): Promise<Outcome> => {
    const id: PartId = { jobId: at.job.jobId, part: at.request.first };
    const known = await deps.parts.get(id);
    const done = await work.failed(at.job, id.part, known?.state, reason);
    // Somebody may have finished it in this moment: then what they found counts.
    const isMine = await deps.parts.finish(id, done);
    if (isMine) deps.observer.warn('PART_FAILED', { ...id, reason });
    return count(at, isMine ? done : ((await deps.parts.get(id))?.done ?? done));
  };

  const count = async ({ job, scatter, request }: Asked, { spent, events = [] }: PartDone): Promise<Outcome> => {
    const { jobId } = job;
    const current = await deps.jobs.gather(jobId, request.first, spent, now());
    // Whoever called the job off hears nothing more of it.
    if (!isOpen(current, scatter)) return ignored('terminal', { jobId });
    // Told before the end of the stage: who follows the job hears of the last part, too.
    await deps.publish(eventsOf(current, `${scatter.key}#${request.first}`, events, now()));
    const missing = missingParts(current).length;
    const ended = missing === 0 ? await end(current, scatter) : undefined;
    const part = { jobId, part: request.first, missing };
    return ended
      ? { ...ended, fields: { ...ended.fields, ...part } }
      : { code: 'PART_DONE', decision: 'completed', fields: part };
  };

  /** Ends the stage, once: undefined if somebody else has. */
  const end = async (job: Job, { parts, stage }: Scatter): Promise<Outcome | undefined> => {
    if (!isScattered(job)) return undefined;
    const results = await deps.parts.results(job.jobId, parts);
    const result = await work.gather(
      job,
      results.map((each) => each ?? null),
    );
    let isMine = false;
    const ended = await deps.jobs.modify(
      job.jobId,
      (current) => {
        const done = gatheredUp(current, result, now());
        isMine = done !== undefined;
        return done;
      },
      job,
    );
    if (isMine) deps.observer.committed(ended, stage);
    await publishOutbox(ended, deps.jobs, deps.publish);
    return isMine ? committed(ended, stage) : undefined;
  };

  const passed = ({ envelope }: Delivery): Outcome =>
    ignored('further-on', { jobId: readEvent(event, envelope).metadata.jobId });

  return {
    source: eventSource,
    type: event.type,
    async handle(delivery) {
      const at = await asked(delivery);
      if (!at) return passed(delivery);
      return at.request.first < at.request.last ? split(at) : one(at);
    },
    /** A part whose message is used up is recorded as failed, so that the others are not lost with it. */
    async exhausted(delivery, cause) {
      if (cause instanceof PostponedError) return undefined;
      const at = await asked(delivery);
      if (!at || at.request.first < at.request.last) return undefined;
      return giveUp(at, `it failed on its last attempt (${cause instanceof Error ? cause.name : 'unknown error'})`);
    },
  };
};

const nonceOf = ({ turn, giveUp }: PartsRequest): string => `turn-${turn}${giveUp ? '-give-up' : ''}`;

const postponed = (until: string, now: Date): PostponedError =>
  new PostponedError(`Another worker holds the part until ${until}`, (Date.parse(until) - now.getTime()) / 1000 + 1);

const lost = ({ jobId, part }: PartId): ClaimLostError =>
  new ClaimLostError(`The claim on part ${part} of job ${jobId} was taken over`);
