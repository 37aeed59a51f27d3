import type { Job } from '#schemas/job.ts';
import { UsageError } from '../command.ts';

/** From when to when. */
export type Window = { readonly since: Date; readonly until: Date };

const iso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
const unitMs: Readonly<Record<string, number>> = { m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };
const minuteMs = unitMs.m ?? 0;

/** A time as it is typed: `2026-11-21T02:00Z`, `2026-11-21` (UTC), or how long ago: `90min`, `2h`, `3d`. Throws a `UsageError`. */
export const timeOf = (option: string, text: string, now: Date): Date => {
  const [, count, unit = ''] = /^(\d{1,6})(m|min|h|d)$/.exec(text) ?? [];
  if (count !== undefined) return new Date(now.getTime() - Number(count) * (unitMs[unit] ?? 0));
  const time = new Date(text);
  if (iso.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new UsageError(
    `--${option} is a time such as 2026-11-21T02:00Z, or how long ago: 90min, 2h, 3d. Not "${text}".`,
  );
};

/** Throws a `UsageError` for a window that is none. */
export const windowOf = (since: string, until: string | undefined, now: Date): Window => {
  const window = { since: timeOf('since', since, now), until: until === undefined ? now : timeOf('until', until, now) };
  if (window.since < window.until && window.since < now) return window;
  throw new UsageError('--since is a time before --until, and before now.');
};

/** The whole of a job's life, with a minute to each side: clocks are not one. */
export const lifeOf = ({ submittedAt, endedAt }: Pick<Job, 'submittedAt' | 'endedAt'>, now: Date): Window => {
  const until = endedAt === undefined ? now.getTime() : Date.parse(endedAt) + minuteMs;
  return { since: new Date(Date.parse(submittedAt) - minuteMs), until: new Date(Math.min(until, now.getTime())) };
};
