import { parentPort } from 'node:worker_threads';
import { leaveRealTime } from '../world/own-time.ts';
import type { Asked, Ran } from './messages.ts';

// Before any of the pipeline's code is loaded: what it takes of Node's clock is the world's from here on.
leaveRealTime();

const { simulate } = await import('../simulate.ts');
const { shrink } = await import('./shrink.ts');
const { explained } = await import('./explained.ts');

const work = async ({ do: what, seed, mutation }: Asked): Promise<Ran> => {
  const given = mutation ? { mutation } : {};
  const outcome = await simulate(seed, given);
  const { violation, tally, jobs } = outcome;
  const ran = { seed, tally, jobs, ...(violation && { broken: violation.message }) };
  if (what === 'run' || !violation) return ran;
  const least = await shrink(outcome, (leftOut) => simulate(seed, { ...given, leftOut }));
  return { ...ran, lines: explained(least) };
};

parentPort?.on('message', (asked: Asked) => {
  work(asked).then(
    (ran) => parentPort?.postMessage(ran),
    (error: unknown) => {
      throw error;
    },
  );
});
