import type { Outcome } from '../simulate.ts';

type Simulate = (leftOut: (ordinal: number) => boolean) => Promise<Outcome>;

/** How many runs may be spent on it. */
const maxRuns = 400;

/** Chunks of so many ordinals, the later ones first: what is left out changes nothing of what was before it. */
const chunks = (count: number, size: number): number[][] =>
  Array.from({ length: Math.ceil(count / size) }, (_, index) =>
    Array.from({ length: Math.min(size, count - index * size) }, (_each, nth) => count - 1 - index * size - nth),
  );

/**
 * The run of a failing seed with as few faults as break the same promise: leaves out half of them, a quarter, … and at last one by one, until
 * none can be spared.
 */
export const shrink = async (failing: Outcome, simulate: Simulate): Promise<Outcome> => {
  const promise = failing.violation?.promise;
  const leftOut = new Set<number>();
  let [least, runs] = [failing, 0];

  /** Whether any chunk of this size could be spared. */
  const spare = async (size: number): Promise<boolean> => {
    const before = leftOut.size;
    for (const chunk of chunks(least.faults, size)) {
      if (runs === maxRuns || chunk.every((ordinal) => leftOut.has(ordinal))) continue;
      const tried = new Set([...leftOut, ...chunk]);
      const outcome = await simulate((ordinal) => tried.has(ordinal));
      runs += 1;
      if (outcome.violation?.promise !== promise) continue;
      for (const ordinal of chunk) leftOut.add(ordinal);
      least = outcome;
    }
    return leftOut.size > before;
  };

  for (let size = Math.ceil(failing.faults / 2); size > 1; size = Math.ceil(size / 2)) await spare(size);
  while (await spare(1));
  return least;
};
