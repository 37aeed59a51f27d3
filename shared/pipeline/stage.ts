import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { type EventDefinition, type EventMetadata, eventSource } from '#schemas/event.ts';
import type { Job, JobError, StageName } from '#schemas/job.ts';
import type { Observer } from '../observability/observer.ts';
import type { Route } from './consumer.ts';
import { type Decision, decide } from './decide.ts';
import type { StageResult } from './door.ts';
import { PermanentError, PostponedError } from './errors.ts';
import { ClaimLostError, claimed, completed, failed, gaveUp, released } from './job.ts';
import type { JobStore } from './job-store.ts';
import { type Publisher, publishOutbox } from './outbox.ts';
import { committed, ignored, type Outcome } from './outcome.ts';
import { readEvent } from './read-event.ts';
import { rehearse } from './rehearse.ts';
import { isOnLine } from './state-machine.ts';

/** The event that a stage is to handle. */
export type StageEvent<Data = unknown> = {
  readonly type: string;
  readonly id: string;
  readonly data: Data;
  /** Whether it will not be delivered again: what is transient now has failed. */
  readonly isLast: boolean;
};

/** A stage's name, and its own code. */
export type Stage<Data = unknown> = {
  readonly name: StageName;
  run(job: Job, event: StageEvent<Data>): Promise<StageResult>;
};

export type StageDeps = {
  readonly jobs: JobStore;
  readonly publish: Publisher;
  readonly observer: Observer;
  /** How long a worker may live: its claim is void after that. */
  readonly leaseSeconds: number;
  /** Where it is, no stage is made to fail for practice. */
  readonly isProduction: boolean;
  readonly now: () => Date;
};

/** The stage protocol for one event that the stage consumes: parse, claim, run, commit, publish. */
export const stage = <Data extends z.ZodType>(
  event: EventDefinition<string, Data>,
  { name, run }: Stage<z.infer<Data>>,
  deps: StageDeps,
): Route => {
  const now = () => deps.now().toISOString();

  /** The job as it is claimed, or as it is if there is nothing to run, with what was decided on it. */
  const claim = async (metadata: EventMetadata, token: string): Promise<{ job: Job; decision: Decision }> => {
    const found = await known(metadata.jobId);
    let decision: Decision = decide(found, name, event.type, metadata.id, now());
    const job = await deps.jobs.modify(
      metadata.jobId,
      (current) => {
        decision = decide(current, name, event.type, metadata.id, now());
        if (decision.do === 'wait') throw postponedUntil(decision.until, deps.now());
        if (decision.do !== 'run') return undefined;
        const leaseUntil = new Date(deps.now().getTime() + deps.leaseSeconds * 1000).toISOString();
        return claimed(current, name, { token, cause: metadata.id, startedAt: now(), leaseUntil });
      },
      found,
    );
    return { job, decision };
  };

  const known = async (jobId: string): Promise<Job> => {
    const job = await deps.jobs.get(jobId);
    if (job) return job;
    throw new PermanentError(
      'UNKNOWN_JOB',
      `There is no job ${jobId}`,
      'The record may have expired: discard the message.',
    );
  };

  const commit = async (job: Job, change: (current: Job) => Job): Promise<Job> => {
    const committed = await deps.jobs.modify(job.jobId, change, job);
    deps.observer.committed(committed, name);
    return committed;
  };

  const work = async (job: Job, token: string, due: StageEvent<z.infer<Data>>): Promise<Left> => {
    try {
      await rehearse(job, name, deps);
      const result = await run(job, due);
      return leftBy(await commit(job, (current) => completed(current, name, token, result, now())));
    } catch (error) {
      if (error instanceof PermanentError) {
        const after = await fail(job, token, jobErrorOf(error, name, false));
        // A job that has ended cannot fail any more: the operator learns from the DLQ.
        if (isOnLine(name)) return leftBy(after);
      } else if (!(error instanceof ClaimLostError)) {
        await deps.jobs.modify(job.jobId, (current) => released(current, name, token, now()));
      }
      throw error;
    }
  };

  /** A worker that lost its claim is done if the job has ended or gone on without it; otherwise its message has to come back. */
  const without =
    ({ jobId, id }: EventMetadata) =>
    async (error: unknown): Promise<Left> => {
      if (!(error instanceof ClaimLostError)) throw error;
      const job = await known(jobId);
      const decision = decide(job, name, event.type, id, now());
      if (decision.do === 'run' || decision.do === 'wait') throw error;
      return { job, outcome: leftAlone(job, decision) };
    };

  const fail = (job: Job, token: string, error: JobError): Promise<Job> =>
    commit(job, (current) =>
      isOnLine(name) ? failed(current, name, token, error, now()) : gaveUp(current, name, token, now()),
    );

  const leftBy = (job: Job): Left => ({ job, outcome: committed(job, name) });

  /** Claims the job, does with it what is to be done if it could be claimed, and publishes what its outbox holds. */
  const claiming = async (
    metadata: EventMetadata,
    act: (job: Job, token: string) => Promise<Left>,
  ): Promise<Outcome> => {
    const token = randomUUID();
    const { job, decision } = await claim(metadata, token);
    const isMine = job.claims[name]?.token === token;
    const left = isMine ? await act(job, token).catch(without(metadata)) : { job, outcome: leftAlone(job, decision) };
    await publishOutbox(left.job, deps.jobs, deps.publish);
    return left.outcome;
  };

  return {
    source: eventSource,
    type: event.type,
    async handle(delivery) {
      const { metadata, data } = readEvent(event, delivery.envelope);
      const due = { type: event.type, id: metadata.id, data, isLast: delivery.isLast };
      return claiming(metadata, (job, token) => work(job, token, due));
    },
    /** Claims once more and commits the failure, so that the user learns at once and the message may be redriven later. */
    async exhausted(delivery, cause) {
      if (cause instanceof PostponedError) return undefined;
      const { metadata } = readEvent(event, delivery.envelope);
      return claiming(metadata, async (job, token) => leftBy(await fail(job, token, jobErrorOf(cause, name, true))));
    },
  };
};

/** A job as a delivery left it, and what the log says of that. */
type Left = { readonly job: Job; readonly outcome: Outcome };

/** Of an event that found nothing left to do: it is done with, or the job is past it. */
const leftAlone = ({ jobId, status }: Job, decision: Decision): Outcome =>
  ignored(decision.do === 'ignore' ? decision.why : 'done-already', { jobId, status });

const postponedUntil = (until: string, now: Date): PostponedError => {
  const seconds = (Date.parse(until) - now.getTime()) / 1000 + 1;
  return new PostponedError(`Another worker holds the job until ${until}`, seconds);
};

/** The message is in the record, in an event and in an email; a drop may have long names. */
const shortened = (message: string): string => (message.length > 8_000 ? `${message.slice(0, 8_000)}…` : message);

const jobErrorOf = (error: unknown, stage: StageName, recoverable: boolean): JobError => {
  if (error instanceof PermanentError) {
    return { code: error.code, message: shortened(error.message), hint: error.hint, stage, recoverable };
  }
  // The message of an unexpected error may quote what it choked on: only its kind is told.
  const name = error instanceof Error ? error.name : 'unknown error';
  return {
    code: 'STAGE_FAILED',
    message: `The ${stage} failed on its last attempt (${name}).`,
    hint: `Nothing is lost. An operator finds the message in the ${stage}'s dead-letter queue and can redrive it: the job goes on where it stopped.`,
    stage,
    recoverable,
  };
};
