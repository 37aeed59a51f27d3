import { cronMatcher } from './cron.ts';

export type Expression =
  | { readonly kind: 'rate'; readonly everyMs: number }
  | { readonly kind: 'cron'; readonly matches: (minute: Date) => boolean }
  | { readonly kind: 'at'; readonly time: Date };

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Reads `rate(5 minutes)`, `cron(0 2 * * ? *)` or `at(2026-01-01T00:00:00)`. Throws what it does not understand. */
export const parseExpression = (text: string): Expression => {
  const [, kind, body = ''] = /^(rate|cron|at)\((.*)\)$/.exec(text.trim()) ?? [];
  if (kind === 'cron') return { kind, matches: cronMatcher(body) };
  if (kind === 'at') {
    const time = new Date(`${body}Z`);
    if (!Number.isNaN(time.getTime())) return { kind, time };
  }
  if (kind === 'rate') {
    const [, count, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(body) ?? [];
    const everyMs = Number(count) * (unitMs[unit] ?? Number.NaN);
    if (everyMs > 0) return { kind, everyMs };
  }
  throw new Error(`"${text}" is not a schedule expression`);
};
