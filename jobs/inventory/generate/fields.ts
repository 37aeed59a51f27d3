import type { InventoryResource, Json } from '#schemas/inventory/resource.ts';

type Fields = Record<string, Json>;

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One service writes `MetadataOptions`, AWS Config `metadataOptions`, another `dBInstanceClass`: case tells nothing. */
const own = (fields: Fields, name: string): Json | undefined => {
  if (Object.hasOwn(fields, name)) return fields[name];
  const wanted = name.toLowerCase();
  const key = Object.keys(fields).find((each) => each.toLowerCase() === wanted);
  return key === undefined ? undefined : fields[key];
};

/** The value at a path of field names, whatever their case; undefined if it is not there. `null` says: asked for, and not configured. */
export const at = (from: Json | InventoryResource | undefined, ...path: readonly string[]): Json | undefined => {
  let value: Json | undefined = isResource(from) ? from.configuration : from;
  for (const name of path) value = isFields(value) ? own(value, name) : undefined;
  return value;
};

const isResource = (from: Json | InventoryResource | undefined): from is InventoryResource =>
  isFields(from as Json) && Object.hasOwn(from as Fields, 'configuration') && Object.hasOwn(from as Fields, 'arn');

export const textAt = (from: Json | InventoryResource | undefined, ...path: readonly string[]): string | undefined => {
  const value = at(from, ...path);
  return typeof value === 'string' ? value : undefined;
};

export const numberAt = (
  from: Json | InventoryResource | undefined,
  ...path: readonly string[]
): number | undefined => {
  const value = at(from, ...path);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};

export const flagAt = (from: Json | InventoryResource | undefined, ...path: readonly string[]): boolean | undefined => {
  const value = at(from, ...path);
  return typeof value === 'boolean' ? value : undefined;
};

/** The list at a path; empty where there is none. */
export const listAt = (from: Json | InventoryResource | undefined, ...path: readonly string[]): readonly Json[] => {
  const value = at(from, ...path);
  return Array.isArray(value) ? value : [];
};

/** True if the field is there at all: an export may lack it, and what was not seen is not accused. */
export const wasAsked = (from: Json | InventoryResource | undefined, ...path: readonly string[]): boolean =>
  at(from, ...path) !== undefined;
