/** Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours; stops counting above `bound`. */
export const distance = (a: string, b: string, bound: number): number => {
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? bound + 1;
};

const digits = (name: string): string => name.replaceAll(/\D/g, '');

/**
 * The one known name that is meant: the same but for case, else the only one within a quarter of its length (two
 * letters at the most) of it. Names that differ in a digit are different things. Undefined if none or several are as near.
 */
export const nearest = (name: string, known: readonly string[]): string | undefined => {
  const lower = name.toLowerCase();
  const sameButCase = known.filter((candidate) => candidate.toLowerCase() === lower);
  if (sameButCase.length > 0) return sameButCase.length === 1 ? sameButCase[0] : undefined;
  const bound = Math.min(2, Math.floor(name.length / 4));
  const near = known
    .filter((candidate) => digits(candidate) === digits(name))
    .map((candidate) => ({ candidate, by: distance(lower, candidate.toLowerCase(), bound) }))
    .filter(({ by }) => by <= bound)
    .toSorted((a, b) => a.by - b.by);
  const [best, second] = near;
  return best && best.by !== second?.by ? best.candidate : undefined;
};

/** Whether a known name is so like this one that it may be what is meant, be it alone or one of several. */
export const isNearAny = (name: string, known: readonly string[]): boolean => {
  const lower = name.toLowerCase();
  const bound = Math.min(2, Math.floor(name.length / 4));
  return known.some(
    (candidate) => digits(candidate) === digits(name) && distance(lower, candidate.toLowerCase(), bound) <= bound,
  );
};
