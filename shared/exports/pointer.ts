import type { JsonObject, JsonValue } from '#schemas/json.ts';

/** Appends reference tokens to an RFC 6901 JSON pointer, escaping `~` and `/`. */
export const pointerTo = (base: string, ...tokens: readonly (string | number)[]): string =>
  base + tokens.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const unescaped = (token: string) => token.replaceAll('~1', '/').replaceAll('~0', '~');

/** Wraps `value` so that it stands at `pointer`: `/Policies/0` gives `{ Policies: [value] }`; indexes other than 0 are keys. */
export const placedAt = (pointer: string, value: JsonValue): JsonValue =>
  pointer
    .split('/')
    .slice(1)
    .map(unescaped)
    .reduceRight<JsonValue>((inner, token) => (token === '0' ? [inner] : Object.fromEntries([[token, inner]])), value);

/** An object's own property, never one it inherits: `own({}, 'constructor')` is undefined. */
export const own = (object: JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;
