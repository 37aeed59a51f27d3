/** What a table says of a key that comes from outside, and nothing that every object inherits: `entry(table, 'constructor')` is undefined. */
export const entry = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
