import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { unwelcomeIn } from '../../unwelcome.ts';
import { stringsIn } from './redact.ts';

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
    const what = before.has(text) ? undefined : unwelcomeIn(text);
    if (what !== undefined) return `it would bring in ${what}`;
  }
  const called = [...keysIn(value)].find((key) => functions.has(key));
  return called && `it would bring in ${called}`;
};
