import type { JsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonPrimitive, type JsonValue } from '#schemas/json.ts';
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

/** JSON that is ours to change. */
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Container = Extract<Json, object>;

const copied = (value: JsonValue): Json => {
  if (Array.isArray(value)) return value.map(copied);
  if (!isObject(value)) return value as Extract<Json, JsonPrimitive>;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copied(item ?? null)]));
};

const isContainer = (value: Json | undefined): value is Container => typeof value === 'object' && value !== null;

const get = (container: Container, token: string): Json | undefined => {
  if (Array.isArray(container)) return container[index(token, container.length) ?? -1];
  return Object.hasOwn(container, token) ? container[token] : undefined;
};

const put = (container: Container, token: string, value: Json): boolean => {
  if (!Array.isArray(container)) {
    container[token] = value;
    return true;
  }
  const at = token === '-' ? container.length : index(token, container.length + 1);
  if (at !== undefined) container.splice(at, 0, value);
  return at !== undefined;
};

const take = (container: Container, token: string): Json | undefined => {
  const value = get(container, token);
  if (value === undefined) return undefined;
  if (Array.isArray(container)) container.splice(Number(token), 1);
  else delete container[token];
  return value;
};

const swap = (container: Container, token: string, value: Json): boolean => {
  if (get(container, token) === undefined) return false;
  if (Array.isArray(container)) container[Number(token)] = value;
  else container[token] = value;
  return true;
};

/** What a pointer's last token is a member of. */
const holder = (root: Json, pointer: string): { container: Container; token: string } | undefined => {
  const tokens = tokensOf(pointer);
  const token = tokens.pop();
  const container = tokens.reduce<Json | undefined>((at, one) => (isContainer(at) ? get(at, one) : undefined), root);
  return token !== undefined && !pointer.includes('__proto__') && isContainer(container)
    ? { container, token }
    : undefined;
};

const applyOne = (root: Json, operation: JsonPatchOperation): boolean => {
  const target = holder(root, operation.path);
  if (!target) return false;
  const { container, token } = target;
  if (operation.op === 'add') return put(container, token, copied(operation.value));
  if (operation.op === 'replace') return swap(container, token, copied(operation.value));
  if (operation.op === 'remove') return take(container, token) !== undefined;
  const from = holder(root, operation.from);
  const moved = from && take(from.container, from.token);
  return moved !== undefined && put(container, token, moved);
};

/** Applies a JSON Patch (RFC 6902: add, replace, remove, move) to a copy of its input; undefined if it does not apply. */
export const applyPatch = (value: JsonValue, patch: readonly JsonPatchOperation[]): JsonValue | undefined => {
  const copy = copied(value);
  return patch.every((operation) => applyOne(copy, operation)) ? copy : undefined;
};
