import type { JsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { tokensOf } from './pointer.ts';

const own = (object: JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

const index = (token: string, length: number): number | undefined => {
  const at = /^(0|[1-9]\d*)$/.test(token) ? Number(token) : undefined;
  return at !== undefined && at < length ? at : undefined;
};

const child = (value: JsonValue | undefined, token: string): JsonValue | undefined => {
  if (Array.isArray(value)) return value[index(token, value.length) ?? -1];
  return isObject(value) ? own(value, token) : undefined;
};

/** The value at a JSON pointer; undefined if nothing is there. */
export const valueAt = (value: JsonValue, pointer: string): JsonValue | undefined =>
  tokensOf(pointer).reduce<JsonValue | undefined>(child, value);

type Change = (parent: JsonValue, token: string) => JsonValue | undefined;

/** Rebuilds what is on the way to the pointer; undefined if the way does not exist. */
const changed = (value: JsonValue, tokens: readonly string[], change: Change): JsonValue | undefined => {
  const [token, ...rest] = tokens;
  if (token === undefined) return undefined;
  if (rest.length === 0) return change(value, token);
  const inner = child(value, token);
  const replaced = inner === undefined ? undefined : changed(inner, rest, change);
  if (replaced === undefined) return undefined;
  if (Array.isArray(value)) return value.map((item, at) => (at === Number(token) ? replaced : item));
  return isObject(value) ? { ...value, [token]: replaced } : undefined;
};

const put =
  (value: JsonValue): Change =>
  (parent, token) => {
    if (isObject(parent)) return { ...parent, [token]: value };
    if (!Array.isArray(parent)) return undefined;
    const at = token === '-' ? parent.length : index(token, parent.length + 1);
    return at === undefined ? undefined : parent.toSpliced(at, 0, value);
  };

const replace =
  (value: JsonValue): Change =>
  (parent, token) => {
    if (child(parent, token) === undefined) return undefined;
    if (Array.isArray(parent)) return parent.with(Number(token), value);
    return isObject(parent) ? { ...parent, [token]: value } : undefined;
  };

const remove: Change = (parent, token) => {
  if (child(parent, token) === undefined) return undefined;
  if (Array.isArray(parent)) return parent.toSpliced(Number(token), 1);
  return isObject(parent) ? Object.fromEntries(Object.entries(parent).filter(([key]) => key !== token)) : undefined;
};

const applyOne = (value: JsonValue, operation: JsonPatchOperation): JsonValue | undefined => {
  const tokens = tokensOf(operation.path);
  if (tokens.includes('__proto__')) return undefined;
  if (operation.op === 'add') return changed(value, tokens, put(operation.value));
  if (operation.op === 'replace') return changed(value, tokens, replace(operation.value));
  if (operation.op === 'remove') return changed(value, tokens, remove);
  const moved = valueAt(value, operation.from);
  const without = changed(value, tokensOf(operation.from), remove);
  return moved === undefined || without === undefined ? undefined : changed(without, tokens, put(moved));
};

/** Applies a JSON Patch (RFC 6902: add, replace, remove, move) without changing its input; undefined if it does not apply. */
export const applyPatch = (value: JsonValue, patch: readonly JsonPatchOperation[]): JsonValue | undefined =>
  patch.reduce<JsonValue | undefined>(
    (current, operation) => (current === undefined ? undefined : applyOne(current, operation)),
    value,
  );
