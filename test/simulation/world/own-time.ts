import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import type { Chance } from './chance.ts';
import type { Timeline } from './timeline.ts';

/** The world that this process is in; one at a time. */
type Current = { readonly time: Timeline; readonly chance: Chance };

let current: Current | undefined;

const inWorld = (): Current => {
  if (current) return current;
  throw new Error('Time was asked for outside of a simulated world');
};

/**
 * Gives this process the time and the chance of a world: sleeps, timers, `Date.now` and `Math.random`, wherever the code asks for
 * them itself. For a process (or thread) that does nothing else. Call it before the code is loaded.
 */
export const leaveRealTime = (): void => {
  const sleep = <Value>(ms = 0, value?: Value) =>
    new Promise<Value>((resolve) => void inWorld().time.after(ms, () => resolve(value as Value)));
  Object.assign(timers, { setTimeout: sleep });
  syncBuiltinESMExports();
  const setTimeout = (happen: () => void, ms = 0) => inWorld().time.after(ms, happen);
  const clearTimeout = (cancel: unknown) => (typeof cancel === 'function' ? cancel() : undefined);
  Object.assign(globalThis, { setTimeout, clearTimeout });
  Date.now = () => inWorld().time.now;
  Math.random = () => inWorld().chance.next();
};

/** All that follows happens in this world. */
export const enter = (world: Current): void => {
  current = world;
};
