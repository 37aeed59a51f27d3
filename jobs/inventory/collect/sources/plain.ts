import type { Json } from '#schemas/inventory/resource.ts';

type Fields = Record<string, Json>;

const plain = (value: unknown): Json | undefined => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map((each) => plain(each) ?? null);
  if (typeof value !== 'object') return undefined;
  return plainFields(value);
};

/** An answer of the SDK as JSON: dates as ISO 8601, without what is undefined and without the SDK's own `$metadata`. */
export const plainFields = (answer: object): Fields =>
  Object.fromEntries(
    Object.entries(answer).flatMap(([key, value]) => {
      const json = key === '$metadata' ? undefined : plain(value);
      return json === undefined ? [] : [[key, json]];
    }),
  );

/** A list of `{ Key, Value }`, or a map, as a map. */
export const tagsOf = (tags: unknown): Record<string, string> => {
  if (Array.isArray(tags)) {
    const pairs = tags.flatMap((tag: { Key?: unknown; Value?: unknown; key?: unknown; value?: unknown }) => {
      const key = tag?.Key ?? tag?.key;
      return typeof key === 'string' ? [[key, String(tag.Value ?? tag.value ?? '')] as const] : [];
    });
    return Object.fromEntries(pairs);
  }
  if (typeof tags !== 'object' || tags === null) return {};
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)]));
};
