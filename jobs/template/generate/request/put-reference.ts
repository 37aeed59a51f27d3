import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { tokensOf } from '../../validate/document/pointer.ts';

const deepest = 30;
const longestList = 200;

/** Own entries only, and a name such as __proto__ stays a name. */
const withEntry = (object: JsonObject, name: string, value: JsonValue): JsonObject =>
  Object.fromEntries([...Object.entries(object).filter(([other]) => other !== name), [name, value]]);

const put = (there: JsonValue | undefined, tokens: readonly string[], value: JsonValue): JsonValue | undefined => {
  const [token, ...rest] = tokens;
  if (token === undefined) return value;
  if (Array.isArray(there)) {
    const list: readonly JsonValue[] = there;
    const at = /^\d{1,3}$/.test(token) ? Number(token) : list.length;
    if (at > list.length || at >= longestList || !/^(\d{1,3}|-)$/.test(token)) return undefined;
    const inner = put(list[at], rest, value);
    return inner === undefined ? undefined : [...list.slice(0, at), inner, ...list.slice(at + 1)];
  }
  // What is not there yet, or holds a place with a text or null, becomes what the pointer needs it to be.
  const object = isObject(there) ? there : {};
  if (!isObject(there) && token === '0') return put([], tokens, value);
  const inner = put(Object.hasOwn(object, token) ? object[token] : undefined, rest, value);
  return inner === undefined ? undefined : withEntry(object, token, inner);
};

/** Properties with a value at a JSON pointer, objects and lists made on the way; undefined if it can't be placed there. */
export const putAt = (properties: JsonObject, pointer: string, value: JsonValue): JsonObject | undefined => {
  if (!pointer.startsWith('/')) return undefined;
  const tokens = tokensOf(pointer);
  if (tokens.length === 0 || tokens.length > deepest) return undefined;
  const result = put(properties, tokens, value);
  return isObject(result) ? result : undefined;
};
