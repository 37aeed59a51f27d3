import { isObject, type JsonValue } from '#schemas/json.ts';

/** The same text for the same value, whatever the order of its keys. */
export const canonical = (value: JsonValue | undefined): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => compare(a, b))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`);
  return `{${members.join()}}`;
};

/** By code unit: the same on every machine, unlike the locale's order. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
