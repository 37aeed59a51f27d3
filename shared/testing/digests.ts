import type { Batch, DigestEntry, DigestStore } from '../notification/digest/digest-store.ts';

/** Stands in for what waits for a digest. `head` is the lease, and the batch that is under way. */
export const memoryDigests = () => {
  const items = new Map<string, { readonly entry: DigestEntry; readonly since: string; waits: boolean }>();
  const head: { token?: string; until?: string; batch?: Batch } = {};
  const store: DigestStore = {
    async note(entry, since) {
      if (!items.has(entry.id)) items.set(entry.id, { entry, since, waits: true });
    },
    async *waiting(upTo) {
      for (const [id, { since }] of [...items]) if (since <= upTo) yield id;
    },
    get: async (id) => (items.get(id)?.waits ? items.get(id)?.entry : undefined),
    async told(id) {
      const item = items.get(id);
      if (item) item.waits = false;
    },
    async take({ token, until, now }) {
      if (head.until !== undefined && head.until > now && head.token !== token) return undefined;
      Object.assign(head, { token, until });
      return { ...(head.batch && { batch: head.batch }) };
    },
    async seal(batch, token) {
      const isMine = head.token === token && head.batch === undefined;
      if (isMine) head.batch = batch;
      return isMine;
    },
    async close(token) {
      if (head.token !== token) return false;
      delete head.batch;
      return true;
    },
    async release(token) {
      if (head.token === token) delete head.until;
    },
  };
  return { ...store, items, head };
};
