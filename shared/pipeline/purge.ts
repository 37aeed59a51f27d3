import type { ObjectStore } from '../aws/object-store.ts';
import { inParallel } from './in-parallel.ts';

export type Purged = { readonly objects: number; readonly bytes: number };

const parallel = 16;

/** A stage is tried five times and redriven perhaps: an object that has more versions than this is not the pipeline's. */
const maxVersions = 20;

/**
 * Deletes every object under a prefix with all its versions, but for the keys to keep. In a versioned bucket deleting a version
 * brings the one before it to light, so it goes on until nothing is listed. Throws if there is no end to it.
 */
export const purge = async (
  store: ObjectStore,
  prefix: string,
  keep: ReadonlySet<string> = new Set(),
): Promise<Purged> => {
  const gone = new Map<string, number>();
  for (let round = 0; round < maxVersions; round++) {
    const found = [];
    for await (const object of store.list(prefix)) if (!keep.has(object.key)) found.push(object);
    if (found.length === 0)
      return { objects: gone.size, bytes: [...gone.values()].reduce((sum, each) => sum + each, 0) };
    for (const { key, bytes } of found) gone.set(key, bytes);
    await inParallel(parallel, found, ({ key, etag }) => store.deleteIfUnchanged(key, etag));
  }
  throw new Error(`Objects under ${prefix} come again after ${maxVersions} deletions`);
};
