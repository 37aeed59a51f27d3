/** A line of a unified diff; `line` is its number in the text it is in: the old one for what is gone. */
export type DiffLine = { readonly kind: 'same' | 'gone' | 'new'; readonly line: number; readonly text: string };

/** Lines gone and new beyond which a diff is not looked for: nobody would read it. */
const mostChanges = 2_000;

type Step = { readonly kind: DiffLine['kind']; readonly from: number; readonly to: number };

/** Myers, An O(ND) Difference Algorithm and Its Variations (1986), https://doi.org/10.1007/BF01840446 */
const steps = (from: readonly string[], to: readonly string[]): Step[] | undefined => {
  const most = Math.min(from.length + to.length, mostChanges);
  const reach = new Int32Array(2 * most + 3);
  const at = (diagonal: number) => reach[diagonal + most + 1] ?? 0;
  const goesDown = (diagonal: number, depth: number) =>
    diagonal === -depth || (diagonal !== depth && at(diagonal - 1) < at(diagonal + 1));
  const trace: Int32Array[] = [];
  for (let depth = 0; depth <= most; depth += 1) {
    trace.push(reach.slice(most + 1 - depth - 1, most + 1 + depth + 2));
    for (let diagonal = -depth; diagonal <= depth; diagonal += 2) {
      let x = goesDown(diagonal, depth) ? at(diagonal + 1) : at(diagonal - 1) + 1;
      while (x < from.length && x - diagonal < to.length && from[x] === to[x - diagonal]) x += 1;
      reach[diagonal + most + 1] = x;
      if (x >= from.length && x - diagonal >= to.length) return walkBack(trace, from.length, to.length);
    }
  }
  return undefined;
};

const walkBack = (trace: readonly Int32Array[], width: number, height: number): Step[] => {
  const back: Step[] = [];
  let [x, y] = [width, height];
  for (let depth = trace.length - 1; depth >= 0; depth -= 1) {
    const reach = trace[depth];
    const at = (diagonal: number) => reach?.[diagonal + depth + 1] ?? 0;
    const diagonal = x - y;
    const down = diagonal === -depth || (diagonal !== depth && at(diagonal - 1) < at(diagonal + 1));
    const previous = down ? diagonal + 1 : diagonal - 1;
    const before = depth === 0 ? 0 : at(previous);
    const start = down || depth === 0 ? before : before + 1;
    while (x > start) {
      x -= 1;
      y -= 1;
      back.push({ kind: 'same', from: x, to: y });
    }
    if (depth === 0) break;
    back.push(down ? { kind: 'new', from: x, to: y - 1 } : { kind: 'gone', from: x - 1, to: y });
    [x, y] = [before, before - previous];
  }
  return back.reverse();
};

/**
 * What changed from one text to the other, as hunks with `context` unchanged lines around them; none if nothing did, or so much that
 * nobody would read it.
 */
export const lineDiff = (before: string, after: string, context = 2): DiffLine[][] => {
  if (before === after) return [];
  const [from, to] = [before.split('\n'), after.split('\n')];
  const all = (steps(from, to) ?? []).map(
    (step): DiffLine => ({
      kind: step.kind,
      line: (step.kind === 'gone' ? step.from : step.to) + 1,
      text: (step.kind === 'new' ? to[step.to] : from[step.from]) ?? '',
    }),
  );
  const shown = new Set(
    all.flatMap(({ kind }, at) =>
      kind === 'same' ? [] : Array.from({ length: 2 * context + 1 }, (_, near) => at - context + near),
    ),
  );
  const hunks: DiffLine[][] = [];
  all.forEach((line, at) => {
    if (!shown.has(at)) return;
    if (shown.has(at - 1) && at > 0) hunks.at(-1)?.push(line);
    else hunks.push([line]);
  });
  return hunks;
};
