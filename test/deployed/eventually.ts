import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What `look` returns once it is not undefined, asked again every `everyMs`. Throws after `timeoutMs`, saying what was
 * waited for; what `look` throws is passed on at once.
 */
export const eventually = async <Result>(
  what: string,
  timeoutMs: number,
  look: () => Promise<Result | undefined>,
  everyMs = 100,
): Promise<Result> => {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`not in ${timeoutMs / 1000} s: ${what}`);
    await sleep(everyMs);
  }
};
