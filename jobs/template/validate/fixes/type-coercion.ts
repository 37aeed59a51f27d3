import { jsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonValue } from '#schemas/json.ts';
import { jsonIn } from '#shared/exports/parse/json.ts';
import { valueAt } from '../document/json-patch.ts';
import type { FixContext, Fixer } from './fix.ts';
import { givesOneValue, intrinsicOf } from './intrinsic.ts';

type Coercion = { readonly value: JsonValue; readonly said: string };

type Coerce = (value: JsonValue, source: string | undefined) => Coercion | undefined;

const toNumber =
  (shape: RegExp, kind: string): Coerce =>
  (value) => {
    if (typeof value !== 'string' || !shape.test(value)) return undefined;
    const number = Number(value);
    return Number.isSafeInteger(Math.trunc(number))
      ? { value: number, said: `the text '${value}' made the ${kind} ${number}` }
      : undefined;
  };

const toBoolean: Coerce = (value) => {
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  return word === 'true' || word === 'false'
    ? { value: word === 'true', said: `the text '${value}' made the boolean ${word}` }
    : undefined;
};

/** `[x]` where one value belongs. */
const single = (value: JsonValue): JsonValue | undefined =>
  Array.isArray(value) && value.length === 1 ? value[0] : undefined;

const toText: Coerce = (value, source) => {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return source === undefined ? undefined : { value: source, said: `the ${typeof value} ${source} made text` };
  }
  const only = single(value);
  return typeof only === 'string' || intrinsicOf(only)
    ? { value: only ?? '', said: 'a list of one made a single value' }
    : undefined;
};

const parsedObject = (text: string): JsonValue | undefined => {
  const inner = jsonIn(text);
  return inner !== undefined && inner !== 'beyond-limits' && isObject(inner.value) ? inner.value : undefined;
};

const toObject: Coerce = (value) => {
  const only = single(value);
  if (isObject(only) && !intrinsicOf(only)) return { value: only, said: 'a list of one made a single value' };
  const parsed = typeof value === 'string' && value.trimStart().startsWith('{') ? parsedObject(value) : undefined;
  return parsed === undefined ? undefined : { value: parsed, said: 'JSON in a string made an object' };
};

const toList: Coerce = (value) => {
  const intrinsic = intrinsicOf(value);
  if (
    Array.isArray(value) ||
    (intrinsic && intrinsic !== 'Ref' && intrinsic !== 'Fn::GetAtt' && !givesOneValue(intrinsic))
  )
    return undefined;
  return { value: [value], said: 'a single value made a list of one' };
};

/** By the JSON type that the schema wants. */
const coercions: Readonly<Record<string, Coerce>> = {
  integer: toNumber(/^-?(0|[1-9]\d*)$/, 'integer'),
  number: toNumber(/^-?(0|[1-9]\d*)(\.\d+)?$/, 'number'),
  boolean: toBoolean,
  string: toText,
  object: toObject,
  array: toList,
};

const coerced = (pointer: string, expected: string, { template, source }: FixContext): Coercion | undefined => {
  const value = valueAt(template, pointer);
  const coerce = Object.hasOwn(coercions, expected) ? coercions[expected] : undefined;
  return value === undefined ? undefined : coerce?.(value, source(pointer));
};

export const typeCoercion: Fixer = {
  name: 'type-coercion',
  mends:
    'A value of the wrong JSON type that says, in that type, exactly one thing. What a function returns is not guessed',
  rules: ['F3012', 'W9003', 'E3012', 'E3510', 'E3512', 'E3530', 'E2001'],
  fix({ pointer, expected, finding }, context) {
    const wanted = expected ?? /(?:property expects '| must be an? )(\w+)'?/.exec(finding.message)?.[1];
    const coercion = wanted === undefined ? undefined : coerced(pointer, wanted, context);
    return (
      coercion && {
        patch: [jsonPatchOperation.parse({ op: 'replace', path: pointer, value: coercion.value })],
        description: `${finding.property ?? pointer}: ${coercion.said}`,
      }
    );
  },
};
