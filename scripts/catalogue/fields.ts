import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';

/** A field of a schema as a person looks it up: `error.code`, `artifacts[].bytes`, `summary.*`. */
export type Field = {
  readonly path: string;
  readonly type: string;
  readonly presence: 'always' | 'may be missing' | `${string} if missing`;
  readonly says: string;
};

const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

const variantsOf = ({ anyOf, oneOf }: JsonObject): readonly JsonObject[] => objects(anyOf ?? oneOf);

const quoted = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(' or ');

/** The largest integer that a double holds is zod's own limit of an integer, and no news. */
const rangeOf = ({ minimum, exclusiveMinimum, maximum }: JsonObject): string => {
  const least = typeof minimum === 'number' && minimum > Number.MIN_SAFE_INTEGER ? ` from ${minimum}` : '';
  const most = typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER ? ` to ${maximum}` : '';
  return `${typeof exclusiveMinimum === 'number' ? ` over ${exclusiveMinimum}` : least}${most}`;
};

const formats: Readonly<Record<string, string>> = { 'date-time': 'time, ISO 8601 in UTC', uri: 'URL' };

const textType = ({ format, pattern }: JsonObject): string =>
  formats[String(format)] ?? (typeof pattern === 'string' ? `text like \`${pattern}\`` : 'text');

const simple: Readonly<Record<string, (schema: JsonObject) => string>> = {
  string: textType,
  integer: (schema) => `integer${rangeOf(schema)}`,
  number: (schema) => `number${rangeOf(schema)}`,
  boolean: () => 'true or false',
  null: () => 'null',
  object: () => 'object',
  array: ({ items }) => `list of ${isObject(items) ? typeOf(items) : 'anything'}`,
};

const typeOf = (schema: JsonObject): string => {
  if (schema.const !== undefined) return quoted([schema.const]);
  if (Array.isArray(schema.enum)) return quoted(schema.enum);
  const variants = variantsOf(schema);
  if (variants.length > 0) return [...new Set(variants.map(typeOf))].join(' or ');
  return simple[String(schema.type)]?.(schema) ?? 'any JSON';
};

const presenceOf = (name: string, schema: JsonObject, required: JsonValue | undefined): Field['presence'] => {
  if (schema.default !== undefined) return `${JSON.stringify(schema.default)} if missing`;
  return Array.isArray(required) && required.includes(name) ? 'always' : 'may be missing';
};

const below = (path: string, schema: JsonObject): Field[] => {
  const inner = [schema, ...variantsOf(schema)];
  return inner.flatMap(({ type, items, properties, additionalProperties, required }) => [
    ...(type === 'array' && isObject(items) ? below(`${path}[]`, items) : []),
    ...(isObject(properties) ? fieldsIn(path === '' ? '' : `${path}.`, properties, required) : []),
    ...(isObject(additionalProperties)
      ? [fieldOf(`${path}.*`, additionalProperties, 'may be missing'), ...below(`${path}.*`, additionalProperties)]
      : []),
  ]);
};

const fieldOf = (path: string, schema: JsonObject, presence: Field['presence']): Field => ({
  path,
  type: typeOf(schema),
  presence,
  says: typeof schema.description === 'string' ? schema.description : '',
});

const fieldsIn = (prefix: string, properties: JsonObject, required: JsonValue | undefined): Field[] =>
  Object.entries(properties).flatMap(([name, schema]) => {
    if (!isObject(schema)) return [];
    return [
      fieldOf(`${prefix}${name}`, schema, presenceOf(name, schema, required)),
      ...below(`${prefix}${name}`, schema),
    ];
  });

const merged = (one: Field | undefined, other: Field): Field =>
  one ? { ...one, type: [...new Set([one.type, other.type])].join(' or ') } : other;

/** Every field of an object's schema, outer before inner. A field that several variants share is there once, with the types that it has in them. */
export const fieldsOf = (schema: JsonObject): Field[] => {
  const byPath = new Map<string, Field>();
  for (const field of below('', schema)) byPath.set(field.path, merged(byPath.get(field.path), field));
  return [...byPath.values()];
};
