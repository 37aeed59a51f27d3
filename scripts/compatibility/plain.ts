import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { limitsOf } from './limits.ts';
import { type Comparison, refuse } from './refusal.ts';
import { valuesOf } from './values.ts';

const quoted = (values: readonly JsonValue[]): string => values.map((value) => JSON.stringify(value)).join(', ');

const typeOfValue = (value: JsonValue): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

/** The types a schema allows; undefined if all. */
export const typesOf = (schema: JsonObject): readonly string[] | undefined => {
  if (schema.const !== undefined || Array.isArray(schema.enum)) return valuesOf(schema)?.map(typeOfValue);
  return Array.isArray(schema.type)
    ? schema.type.map(String)
    : schema.type === undefined
      ? undefined
      : [String(schema.type)];
};

const isTypeIn = (types: readonly string[], type: string): boolean =>
  types.includes(type) || (type === 'integer' && types.includes('number'));

const types: Comparison = (reader, writer, path) => {
  const taken = typesOf(reader);
  if (!taken) return [];
  const said = typesOf(writer);
  if (!said) return refuse(path, `may be anything, and only ${taken.join(' or ')} is taken`);
  const unknown = said.filter((type) => !isTypeIn(taken, type));
  return unknown.length > 0
    ? refuse(path, `may be ${unknown.join(' or ')}, and only ${taken.join(' or ')} is taken`)
    : [];
};

const values: Comparison = (reader, writer, path) => {
  const taken = valuesOf(reader);
  if (!taken) return [];
  const said = valuesOf(writer);
  if (!said) return refuse(path, `may be any value, and only ${quoted(taken)} is taken`);
  const unknown = said.filter((value) => !taken.some((each) => isDeepStrictEqual(each, value)));
  return unknown.length > 0 ? refuse(path, `may be ${quoted(unknown)}, and only ${quoted(taken)} is taken`) : [];
};

/** Whether each value that the writer names is of the form that the reader asks for; undefined if it names none. */
const allMatch = (pattern: string, writer: JsonObject): boolean | undefined =>
  valuesOf(writer)?.every((value) => new RegExp(pattern, 'u').test(String(value)));

const form: Comparison = (reader, writer, path) =>
  ['pattern', 'format'].flatMap((keyword) => {
    const asked = reader[keyword];
    if (typeof asked !== 'string' || asked === writer[keyword]) return [];
    if (keyword === 'format' ? valuesOf(writer) : allMatch(asked, writer)) return [];
    return refuse(path, `may be of another form than the ${keyword} that is asked for, ${asked}`);
  });

const limits: Comparison = (reader, writer, path) => limitsOf(reader, writer).flatMap((what) => refuse(path, what));

/** Constraints that cannot be compared but for being the same. */
const opaque: Comparison = (reader, writer, path) =>
  [
    'not',
    'if',
    'then',
    'else',
    'multipleOf',
    'uniqueItems',
    'patternProperties',
    'dependentRequired',
    'contains',
  ].flatMap((keyword) =>
    reader[keyword] === undefined || isDeepStrictEqual(reader[keyword], writer[keyword])
      ? []
      : refuse(path, `is asked for another "${keyword}"`),
  );

/** All that can be said of a schema without looking into it. */
export const plain: Comparison = (reader, writer, path) =>
  [types, values, form, limits, opaque].flatMap((compared) => compared(reader, writer, path));
