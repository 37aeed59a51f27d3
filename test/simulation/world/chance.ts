/** Chance that is the same for the same seed. */
export type Chance = {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  oneOf<Value>(values: readonly [Value, ...Value[]]): Value;
  happens(probability: number): boolean;
  shuffled<Value>(values: readonly Value[]): Value[];
};

/** Mulberry32 by Tommy Ettinger (public domain): 32 bits of state, fast, and good enough to vary what happens. */
const mulberry32 = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** @param stream tells apart what must not influence each other: the workload from the faults */
export const chance = (seed: number, stream: number): Chance => {
  const next = mulberry32(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b));
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    oneOf: (values) => values[between(0, values.length - 1)] ?? values[0],
    happens: (probability) => next() < probability,
    shuffled(values) {
      const drawn = [...values];
      for (let last = drawn.length - 1; last > 0; last--) {
        const other = between(0, last);
        [drawn[last], drawn[other]] = [drawn[other], drawn[last]] as [never, never];
      }
      return drawn;
    },
  };
};
