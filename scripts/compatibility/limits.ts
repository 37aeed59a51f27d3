import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { valuesOf } from './values.ts';

type Limit = {
  readonly keyword: string;
  readonly of: 'value' | 'length' | 'number of items' | 'number of members';
  readonly isLeast: boolean;
};

const rows: readonly Limit[] = [
  { keyword: 'minimum', of: 'value', isLeast: true },
  { keyword: 'maximum', of: 'value', isLeast: false },
  { keyword: 'exclusiveMinimum', of: 'value', isLeast: true },
  { keyword: 'exclusiveMaximum', of: 'value', isLeast: false },
  { keyword: 'minLength', of: 'length', isLeast: true },
  { keyword: 'maxLength', of: 'length', isLeast: false },
  { keyword: 'minItems', of: 'number of items', isLeast: true },
  { keyword: 'maxItems', of: 'number of items', isLeast: false },
  { keyword: 'minProperties', of: 'number of members', isLeast: true },
  { keyword: 'maxProperties', of: 'number of members', isLeast: false },
];

const sizeOf = (value: JsonValue, { of }: Limit): number => {
  if (of === 'value') return Number(value);
  if (of === 'length') return [...String(value)].length;
  return value !== null && typeof value === 'object' ? Object.keys(value).length : Number.NaN;
};

const own = (limit: Limit, writer: JsonObject): number => {
  const said = writer[limit.keyword];
  if (typeof said === 'number') return said;
  return limit.isLeast ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
};

/** How far the writer may go: as far as the values that it names, to its own limit, or without end. */
const extentOf = (limit: Limit, writer: JsonObject): number => {
  const sizes = valuesOf(writer)?.map((value) => sizeOf(value, limit));
  if (sizes) return limit.isLeast ? Math.min(...sizes) : Math.max(...sizes);
  return own(limit, writer);
};

/** The limits of a reader that its writer may overstep, each in words. */
export const limitsOf = (reader: JsonObject, writer: JsonObject): readonly string[] =>
  rows.flatMap((limit) => {
    const asked = reader[limit.keyword];
    if (typeof asked !== 'number') return [];
    const extent = extentOf(limit, writer);
    const holds = limit.isLeast ? extent >= asked : extent <= asked;
    return holds ? [] : [`may be beyond the ${limit.of} that is taken (${limit.keyword} ${asked})`];
  });
