import type { Item } from './operand.ts';

/** A global secondary index: what it shows of items, some time after they were written. */
export type Index = {
  /** What was written is shown from this time on (Unix milliseconds). */
  written(key: string, item: Item, from: number): void;
  /** What it shows at this time. */
  shown(now: number): Iterable<Item>;
};

export const indexOf = (): Index => {
  const items = new Map<string, Item>();
  const coming: { readonly key: string; readonly item: Item; readonly from: number }[] = [];
  const latest = new Map<string, number>();

  return {
    written(key, item, from) {
      // Writes of one item arrive in their order.
      const due = Math.max(from, latest.get(key) ?? 0);
      latest.set(key, due);
      coming.push({ key, item, from: due });
    },
    shown(now) {
      const later = coming.splice(0).filter((change) => {
        if (change.from <= now) items.set(change.key, change.item);
        return change.from > now;
      });
      coming.push(...later);
      return items.values();
    },
  };
};
