import { isScalar, type Node } from 'yaml';
import type { TemplateDocument } from './document.ts';
import { type Extent, extentOf, lineStart, nextLine } from './extent.ts';
import { isInFlow } from './flow.ts';
import type { Place } from './place.ts';
import { rewritten } from './replace.ts';
import type { Splice } from './splice.ts';

type Edit = Splice | undefined;

/** Where an entry begins, its key included, and where its value ends. */
const entryExtent = (doc: TemplateDocument, place: Place): Extent | undefined => {
  const value = extentOf(place, doc.text);
  const key = place.in && 'key' in place.in ? place.in.key : undefined;
  if (!key) return value;
  const start = key.range?.[0];
  return start === undefined ? undefined : { start, end: value?.end ?? doc.text.indexOf(':', start) + 1 };
};

/** The entries of the collection a place is in. */
const siblings = ({ in: within }: Place): Place[] => {
  if (!within) return [];
  if ('seq' in within) {
    const { seq } = within;
    return seq.items.map((item, index) => ({ node: item as Node | null, in: { seq, index } }));
  }
  const { map } = within;
  return map.items.map((pair, index) =>
    isScalar(pair.key)
      ? { node: pair.value as Node | null, in: { map, pair, key: pair.key, index } }
      : { node: pair.value as Node | null },
  );
};

/** The lines of a block entry; its own line's comment goes with it, comments on lines around it stay. */
const wholeLines = ({ text }: TemplateDocument, { start, end }: Extent, isItem: boolean): Edit => {
  const from = lineStart(text, start);
  const alone = isItem ? /^\s*-\s+$/ : /^\s*$/;
  return alone.test(text.slice(from, start)) ? { start: from, end: nextLine(text, end), text: '' } : undefined;
};

/** From an entry to the next: how the first of a collection goes. A comment between them belongs to someone: then not. */
const upToNext = (doc: TemplateDocument, entry: Extent, next: Extent | undefined): Edit =>
  next && !doc.text.slice(entry.end, next.start).includes('#')
    ? { start: entry.start, end: next.start, text: '' }
    : undefined;

/**
 * An entry of a mapping or a list taken out; the only one leaves `{}` or `[]`.
 * @param survives whether the sibling at an index stays, so that several can go at once
 */
export const removeEntry = (doc: TemplateDocument, place: Place, survives: (index: number) => boolean): Edit => {
  const { in: within, parent } = place;
  const entries = siblings(place);
  const entry = entryExtent(doc, place);
  if (!within || !parent || !entry) return undefined;
  const isItem = 'seq' in within;
  if (entries.length === 1) return rewritten(doc, parent, isItem ? [] : {});
  if (!isInFlow(parent)) {
    const lines = wholeLines(doc, entry, isItem);
    if (lines || isItem || within.index > 0) return lines;
  }
  const [previous, next] = [entries[within.index - 1], entries[within.index + 1]];
  const isFirst = !entries.slice(0, within.index).some((_, index) => survives(index));
  if (isFirst) return upToNext(doc, entry, next && entryExtent(doc, next));
  const before = previous && entryExtent(doc, previous);
  return before && { start: before.end, end: entry.end, text: '' };
};
