import { type Found, type FoundObject, field, itemsOf } from '../found.ts';

const keyOf = (node: FoundObject, name: string) => node.fields.keys().find((key) => key === name);

/** Makes an object of the list of one block that stands at a dotted name; in lists on the way, in each item. */
export const openBlock = (node: Found | undefined, path: string): void => {
  for (const item of itemsOf(node)) openBlock(item, path);
  if (node?.kind !== 'object') return;
  const [head = '', ...rest] = path.split('.');
  const key = keyOf(node, head);
  const child = field(node, head);
  if (key === undefined || !child) return;
  if (rest.length > 0) {
    openBlock(child, rest.join('.'));
    return;
  }
  const [only, second] = itemsOf(child);
  if (only && !second) node.fields.set(key, only);
};
