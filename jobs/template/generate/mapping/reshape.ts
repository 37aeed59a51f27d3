import type { JsonValue } from '#schemas/json.ts';
import { type Found, type FoundObject, field, itemsOf, type Leaf, object, put, take } from './found.ts';

/** Gives fields other names, or other places: dotted names lead through objects. */
export const rename = (node: Found | undefined, names: Readonly<Record<string, string>>): void => {
  if (node?.kind !== 'object') return;
  for (const [from, to] of Object.entries(names)) put(node, to, take(node, from));
};

/** Does something to each object of the list at a dotted name. */
export const each = (node: Found | undefined, name: string, change: (item: FoundObject) => void): void => {
  for (const item of itemsOf(name === '' ? node : field(node, name))) if (item.kind === 'object') change(item);
};

/** Moves the fields of an inner object out, and the object away. */
export const unwrap = (node: FoundObject, name: string): void => {
  const inner = field(node, name);
  if (inner?.kind !== 'object') return;
  take(node, name);
  for (const [key, child] of inner.fields) put(node, key, child);
};

/** An object of those of the fields that are there, taken out of where they were: name there -> name here. */
export const gather = (node: Found | undefined, names: Readonly<Record<string, string>>): FoundObject => {
  const gathered = object();
  for (const [from, to] of Object.entries(names)) put(gathered, to, take(node, from));
  return gathered;
};

/** A leaf that says the same in another way. */
export const told = (node: Found | undefined, value: JsonValue | undefined): Found | undefined =>
  node?.kind === 'leaf' && value !== undefined ? ({ ...node, value } satisfies Leaf) : undefined;

/** A shallow copy: leaves in it are the same leaves, counted once. */
export const copied = (node: FoundObject): FoundObject => object(node.fields);
