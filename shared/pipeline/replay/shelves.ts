import type { InputLocation } from '#schemas/job.ts';
import type { ObjectStore } from '../../aws/object-store.ts';
import { inParallel } from '../in-parallel.ts';

/** The buckets a replay takes from: it asks what is there, and reads nothing. */
export type Shelves = {
  /** Whether anything lies there. */
  has(location: InputLocation): Promise<boolean>;
  /** Whether all of these keys of the output bucket are there. */
  hasAll(keys: readonly string[]): Promise<boolean>;
};

/** Keys looked for at a time. */
const parallel = 16;

export const shelves = (storeOf: (bucket: string) => Pick<ObjectStore, 'list'>, outputBucket: string): Shelves => {
  const has = async ({ bucket, prefix }: InputLocation): Promise<boolean> => {
    for await (const _ of storeOf(bucket).list(prefix)) return true;
    return false;
  };
  return {
    has,
    async hasAll(keys) {
      const found = await inParallel(parallel, keys, (prefix) => has({ bucket: outputBucket, prefix }));
      return found.every(Boolean);
    },
  };
};
