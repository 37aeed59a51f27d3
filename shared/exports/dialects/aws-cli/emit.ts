import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { own, placedAt, pointerTo } from '../../pointer.ts';
import type { ExportedResource } from '../../resource.ts';
import { type DialectReading, type FileContext, nothingRead } from '../dialect.ts';
import { factsOf } from './facts.ts';
import { type Row, valuesOf } from './row.ts';
import type { Selected } from './select.ts';

/** The document an item stands in: its pointer in the file, and its root. */
export type Surroundings = { readonly base: string; readonly root: JsonObject; readonly context: FileContext };

const valueAt = (root: JsonObject, path: string): readonly string[] => {
  const keys = path.split('/').slice(1);
  const holder = keys
    .slice(0, -1)
    .reduce<JsonValue | undefined>((value, key) => (isObject(value) ? own(value, key) : undefined), root);
  return isObject(holder) ? valuesOf(holder, ...keys.slice(-1)) : [];
};

const identifiersOf = (row: Row, item: JsonValue, root: JsonObject): readonly string[] => {
  const { ids = [] } = row;
  if (typeof ids === 'function') return ids(item, root);
  const found = ids.flatMap((id) => {
    if (id.startsWith('/')) return valueAt(root, id);
    return isObject(item) ? valuesOf(item, id) : [];
  });
  return [...new Set(found)];
};

const partOf = (row: Row, { pointer, value }: Selected): Selected => {
  if (row.value === undefined || !isObject(value)) return { pointer, value };
  if (typeof row.value === 'function') return { pointer, value: row.value(value) };
  return { pointer: pointerTo(pointer, row.value), value: own(value, row.value) ?? null };
};

const typeOf = (row: Row, item: JsonValue): string | undefined => {
  if (typeof row.type === 'string') return row.type === '' ? undefined : row.type;
  return isObject(item) ? row.type(item) : undefined;
};

/** What one row makes of one item: a resource, an orphan whose subject is still to be found, or a note why not. */
export const emit = (row: Row, item: Selected, { base, root, context }: Surroundings): DialectReading => {
  const reason = isObject(item.value) ? row.skip?.(item.value, root) : undefined;
  if (reason !== undefined) return { ...nothingRead, notes: [reason] };
  const part = partOf(row, item);
  const placed = placedAt(row.under ?? '', part.value);
  const identifiers = identifiersOf(row, item.value, root);
  const type = typeOf(row, item.value);
  const resource: ExportedResource = {
    source: { file: context.file, pointer: base + part.pointer },
    under: row.under ?? '',
    dialect: 'aws-cli',
    ...(type === undefined ? {} : { type }),
    called: row.at === '' ? row.command : row.at,
    identifiers,
    ...factsOf(identifiers, item.value),
    properties: isObject(placed) ? placed : { Value: placed },
  };
  const parentUnnamed = row.parent && !(isObject(item.value) && row.parent.property in item.value);
  if (row.parent && parentUnnamed) {
    const { type: subjectType, property: parentProperty } = row.parent;
    return { ...nothingRead, orphans: [{ resource, command: row.command, subjectType, parentProperty }] };
  }
  if (identifiers.length > 0) return { ...nothingRead, resources: [resource] };
  const subject = type === undefined ? {} : { subjectType: type };
  return { ...nothingRead, orphans: [{ resource, command: row.command, ...subject }] };
};
