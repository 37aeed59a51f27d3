import type { Item, TableStore } from '../generate/table-store.ts';

/** Stands in for the inventory table: same promises, in memory. */
export const memoryTable = (): TableStore & { readonly items: Map<string, Item> } => {
  const items = new Map<string, Item>();
  return {
    items,
    async write(written) {
      for (const item of written) items.set(`${item.resource_id}\n${item.timestamp}`, item);
    },
    async latest(resourceId, before) {
      const own = [...items.values()].filter((each) => each.resource_id === resourceId && each.timestamp < before);
      return own.sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1)).at(-1);
    },
  };
};
