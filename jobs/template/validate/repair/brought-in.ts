import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { stringsIn } from './redact.ts';

/** What an edit may not bring into a resource: a template can carry instructions, and these are what they would ask for. */
const unwelcome: readonly (readonly [RegExp, string])[] = [
  [/\{\{\s*resolve:/, 'a dynamic reference'],
  [/^\*$|^[a-z0-9-]+:\*$/i, 'a wildcard'],
  [/^arn:[^/]*\*$/, 'a wildcard'],
  [/(^|[^0-9])0\.0\.0\.0\/0|::\/0/, 'an address range that is open to the world'],
  [/(AdministratorAccess|PowerUserAccess|FullAccess)/, 'a policy that allows everything'],
  [/\b\d{12}\b/, 'an account'],
  [/\b[a-z][a-z0-9+.-]+:\/\/|[^\s@]@[^\s@]/i, 'an address'],
];

const functions = new Set(['Fn::Transform', 'Fn::ImportValue', '__proto__']);

function* keysIn(value: JsonValue | undefined): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* keysIn(item);
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) {
      yield key;
      yield* keysIn(item);
    }
}

/** What is wrong with a proposed value that the resource did not hold before; undefined if nothing is. */
export const broughtIn = (value: JsonValue | undefined, resource: JsonObject): string | undefined => {
  const before = new Set(stringsIn(resource));
  for (const text of stringsIn(value)) {
    const row = before.has(text) ? undefined : unwelcome.find(([pattern]) => pattern.test(text));
    if (row) return `it would bring in ${row[1]}`;
  }
  const called = [...keysIn(value)].find((key) => functions.has(key));
  return called && `it would bring in ${called}`;
};
