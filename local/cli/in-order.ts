/**
 * Maps items with at most `limit` of them under way, and yields the results in the items' order as soon as they are due.
 * The first failure, in that order, is thrown; what is under way then is finished and forgotten.
 */
export async function* inOrder<Item, Result>(
  limit: number,
  items: Iterable<Item>,
  map: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const under: Promise<Result>[] = [];
  for (const item of items) {
    const result = map(item);
    // It is thrown when its turn comes.
    result.catch(() => undefined);
    under.push(result);
    if (under.length >= limit) yield* next(under);
  }
  while (under.length > 0) yield* next(under);
}

async function* next<Result>(under: Promise<Result>[]): AsyncGenerator<Result> {
  const [first] = under;
  if (first === undefined) return;
  yield await first;
  under.shift();
}
