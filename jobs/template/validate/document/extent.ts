import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Place } from './place.ts';

/** From the first character of a value, its tag included, to after its last. */
export type Extent = { readonly start: number; readonly end: number };

const isBlock = (node: Node): boolean => (isMap(node) || isSeq(node)) && node.flow !== true;

/** A block collection's range runs on over comments and empty lines; its last value's does not. */
const endOf = (node: Node | null, text: string, fallback: number): number => {
  if (!node?.range) return fallback;
  const [start, end] = node.range;
  if (isBlock(node)) {
    if (isSeq(node)) return endOf((node.items.at(-1) ?? null) as Node | null, text, start);
    if (isMap(node)) {
      const last = node.items.at(-1);
      const key = last?.key as Node | undefined;
      return endOf((last?.value ?? null) as Node | null, text, key?.range?.[1] ?? start);
    }
  }
  return start + text.slice(start, end).trimEnd().length;
};

/** The extent of the value at a place; undefined if it is not written out (`Key:` alone) or has an anchor. */
export const extentOf = ({ node, argument }: Place, text: string): Extent | undefined => {
  if (!node?.range || !(isMap(node) || isSeq(node) || isScalar(node)) || node.anchor) return undefined;
  const [first] = node.range;
  const tag = argument ? undefined : node.tag;
  const start = tag ? text.lastIndexOf(tag, first) : first;
  const end = endOf(node, text, first);
  return end > start ? { start, end } : undefined;
};

export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** After the line break that ends the line of `offset`. */
export const nextLine = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
};

/** How far into its line an offset is. */
export const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);
