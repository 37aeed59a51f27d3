/** Levenshtein distance, one row at a time. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** The known word that was probably meant, if any is near enough: a third of its letters, or it begins so. */
export const suggest = (word: string, known: readonly string[]): string | undefined => {
  const typed = word.slice(0, 40).toLowerCase();
  const [best] = known
    .map((candidate) => ({
      candidate,
      far: candidate.startsWith(typed) && typed.length > 1 ? 0 : distance(typed, candidate),
    }))
    .filter(({ candidate, far }) => far <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.far - b.far);
  return best?.candidate;
};
