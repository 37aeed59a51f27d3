/** Sequences that are each in order, as one that is: of their next values the first by `precedes`. Reads no further ahead than one value of each. */
export async function* merged<Value>(
  sources: readonly AsyncIterable<Value>[],
  precedes: (a: Value, b: Value) => boolean,
): AsyncIterable<Value> {
  const readers = sources.map((source) => source[Symbol.asyncIterator]());
  const heads = await Promise.all(readers.map((reader) => reader.next()));
  for (;;) {
    let first: number | undefined;
    let value: Value | undefined;
    for (const [at, head] of heads.entries()) {
      if (head.done || (value !== undefined && !precedes(head.value, value))) continue;
      [first, value] = [at, head.value];
    }
    const reader = first === undefined ? undefined : readers[first];
    if (first === undefined || value === undefined || !reader) return;
    yield value;
    heads[first] = await reader.next();
  }
}
