import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isObject } from '#schemas/json.ts';
import { newJobId } from '../pipeline/job-id.ts';
import type { JobStore } from '../pipeline/job-store.ts';
import { ApiProblem } from './api-problem.ts';
import { hashOf } from './hash-of.ts';
import type { Reservations } from './reservations.ts';

/** The job that came of a request. */
export type Started = { readonly jobId: string; readonly isNew: boolean };

/** A request that may come twice. */
export type Repeatable = {
  readonly principal: string;
  readonly operation: string;
  /** The caller's `Idempotency-Key`; without one, every request is another. */
  readonly key: string | undefined;
  /** All that the request says, as it was parsed. */
  readonly said: unknown;
};

export type IdempotencyDeps = {
  readonly reservations: Reservations;
  readonly jobs: Pick<JobStore, 'get'>;
  readonly now: () => Date;
};

const day = 86_400;

/** How long, in milliseconds, whoever comes second looks for the job of the first before they take it to be dead. */
const patience = [50, 100, 200, 400] as const;

/** JSON with the keys of every object in order: the same text whenever the value is the same. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    isObject(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
  );

const digest = (said: unknown): string =>
  createHash('sha256')
    .update(canonical(said) ?? '')
    .digest('hex');

const appears = async (jobId: string, jobs: IdempotencyDeps['jobs']): Promise<boolean> => {
  for (const wait of [0, ...patience]) {
    if (wait > 0) await sleep(wait);
    if (await jobs.get(jobId)) return true;
  }
  return false;
};

/**
 * Has the first request of a key start a job, and gives each other its job. A key belongs to one principal and one operation,
 * for a day. If the first dies before its job is there, the next that comes starts that very job. Throws IDEMPOTENCY_KEY_REUSED.
 * @param start starts a job of this id, or finds another; may be repeated with the same id, at the same time too
 */
export const oncePerKey = async (
  { principal, operation, key, said }: Repeatable,
  start: (jobId: string) => Promise<Started>,
  { reservations, jobs, now }: IdempotencyDeps,
): Promise<Started> => {
  const mine = newJobId(now());
  if (key === undefined) return start(mine);
  const name = `idempotency#${hashOf(principal, operation, key)}`;
  const standing = await reservations.take(name, { job: mine, said: digest(said) }, day);
  if (standing.said !== digest(said)) {
    throw new ApiProblem('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key came with another request: take a new one.');
  }
  const isFirst = standing.job === mine;
  if (!isFirst && (await appears(standing.job, jobs))) return { jobId: standing.job, isNew: false };
  const started = await start(standing.job);
  if (started.jobId !== standing.job) await reservations.pass(name, standing.job, started.jobId);
  return { jobId: started.jobId, isNew: isFirst && started.isNew };
};
