import type { Model } from './model.ts';

/** Stands for a model whose client cannot be loaded. */
export const unloadable: Model = {
  ask: async () => ({ outcome: 'unavailable', why: 'its client could not be loaded' }),
  prompt: async (_, packaged) => packaged,
};
