import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';
import { remove } from './operation.ts';

export const duplicateItems: Fixer = {
  name: 'duplicate-items',
  mends: 'Items of a list that stand there a second time',
  rules: ['F3037', 'E3037'],
  fix({ pointer }, { template }) {
    const list = valueAt(template, pointer);
    if (!Array.isArray(list)) return undefined;
    const known = new Set<string>();
    const gone = [...list.entries()].filter(([, one]) => {
      const key = JSON.stringify(one);
      return known.has(key) || !known.add(key);
    });
    if (gone.length === 0) return undefined;
    return {
      patch: gone.toReversed().map(([index]) => remove(`${pointer}/${index}`)),
      description: `${gone.length === 1 ? 'An item that was' : `${gone.length} items that were`} there twice removed`,
    };
  },
};
