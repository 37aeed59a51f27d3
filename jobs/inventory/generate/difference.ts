import type { Changes } from '#schemas/inventory/report.ts';
import type { Json } from '#schemas/inventory/resource.ts';
import { canonical } from './canonical.ts';

/** A field that is not as it was. Of a list, the items that only one side has. */
export type FieldChange = Changes['changed'][number]['fields'][number];

type Fields = Record<string, Json>;

/** What is shown of one resource; the rest is counted by whoever reads the table. */
const maxFields = 50;
const maxChars = 500;

const shown = (value: Json): Json => {
  const text = JSON.stringify(value);
  if (text.length <= maxChars) return value;
  return Array.isArray(value) ? `${value.length} items` : `${text.slice(0, maxChars)}…`;
};

const change = (path: string, before: Json | undefined, after: Json | undefined): FieldChange => ({
  path,
  ...(before !== undefined && { before: shown(before) }),
  ...(after !== undefined && { after: shown(after) }),
});

const onlyIn = (items: Json[], others: Json[]): Json[] => {
  const counts = new Map<string, number>();
  for (const other of others.map(canonical)) counts.set(other, (counts.get(other) ?? 0) + 1);
  return items.filter((item) => {
    const key = canonical(item);
    const left = counts.get(key) ?? 0;
    counts.set(key, left - 1);
    return left <= 0;
  });
};

const isList = (value: Json | undefined): value is Json[] => Array.isArray(value);

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const walk = (path: string, before: Json | undefined, after: Json | undefined): readonly FieldChange[] => {
  if (isFields(before) && isFields(after)) return inObjects(path, before, after);
  if (before !== undefined && after !== undefined && canonical(before) === canonical(after)) return [];
  if (isList(before) && isList(after)) return [change(path, onlyIn(before, after), onlyIn(after, before))];
  return before === after ? [] : [change(path, before, after)];
};

/** Names of properties are data: `constructor` is there only if the resource has it. */
const own = (fields: Fields, key: string): Json | undefined => (Object.hasOwn(fields, key) ? fields[key] : undefined);

const inObjects = (path: string, before: Fields, after: Fields): readonly FieldChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .flatMap((key) => walk(path === '' ? key : `${path}/${key}`, own(before, key), own(after, key)));

/** Which fields differ, by slash-separated path; the order of lists does not count. At most 50, each value at most 500 characters. */
export const fieldChanges = (before: Fields, after: Fields): FieldChange[] =>
  inObjects('', before, after).slice(0, maxFields);
