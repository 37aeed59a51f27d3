/** Text to put in place of what lies from `start` to `end` (offsets, end exclusive). */
export type Splice = { readonly start: number; readonly end: number; readonly text: string; readonly inserts?: true };

/** Whether two splices touch the same text; new entries at one place do not: they go in as they come. */
export const collide = (a: Splice, b: Splice): boolean =>
  a.start === b.start && a.inserts && b.inserts ? false : a.start === b.start || (a.start < b.end && b.start < a.end);

/** Applies splices that do not collide. */
export const applySplices = (text: string, splices: readonly Splice[]): string => {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text: put } of splices.toSorted((a, b) => a.start - b.start)) {
    pieces.push(text.slice(at, start), put);
    at = end;
  }
  return [...pieces, text.slice(at)].join('');
};
