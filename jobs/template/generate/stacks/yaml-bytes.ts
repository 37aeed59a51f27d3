import { isObject, type JsonValue } from '#schemas/json.ts';

const indent = 2;

/** Quotes, a dash or a colon, and the end of the line. */
const around = 5;

/** About how many bytes a value takes in a template at so many levels of nesting: each entry has a line of its own, and texts as many as they have. */
export const yamlBytes = (value: JsonValue | undefined, depth: number): number => {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + yamlBytes(item, depth + 1), around);
  if (isObject(value)) {
    return Object.entries(value).reduce(
      (sum, [key, item]) => sum + depth * indent + key.length + around + yamlBytes(item, depth + 1),
      0,
    );
  }
  if (typeof value !== 'string') return String(value).length + depth * indent;
  const lines = value.split('\n').length;
  return Buffer.byteLength(value) + lines * depth * indent + around;
};
