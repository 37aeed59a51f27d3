import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from '../command.ts';

/** Letters a second, read from `10`, `10/s`, `0.5/s` or `30/min`. Throws a `UsageError`. */
export const rateOf = (text: string): number => {
  const [, number = '', unit = 's'] = /^(\d+(?:\.\d+)?)(?:\/(s|min))?$/.exec(text) ?? [];
  const perSecond = Number(number) / (unit === 'min' ? 60 : 1);
  if (perSecond >= 0.1 && perSecond <= 1000) return perSecond;
  throw new UsageError(`--rate is 10/s or 30/min, from 0.1 to 1000 a second, and not "${text}".`);
};

/** Waits, each time it is called, until the next may go. An aborted signal ends the waiting at once. */
export const pacer = (perSecond: number, signal: AbortSignal): (() => Promise<void>) => {
  let next = 0;
  return async () => {
    const now = performance.now();
    next = Math.max(next, now);
    const wait = next - now;
    next += 1000 / perSecond;
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => undefined);
  };
};
