import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Placed } from './placed.ts';
import { mapObject } from './references.ts';

/** Characters that no script holds: what has them is an archive, or compressed. */
const isBinary = (text: string): boolean =>
  [...text].some((each) => each === '\ufffd' || (each < ' ' && !'\t\n\r\u001b'.includes(each)));

/** The text that was encoded, if `Fn::Base64` makes the very same of it again. */
const decoded = (value: string): string | undefined => {
  if (value.length < 4 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return undefined;
  const text = Buffer.from(value, 'base64').toString('utf8');
  const isSame = Buffer.from(text, 'utf8').toString('base64') === value;
  return isSame && !isBinary(text) && /[\s#=]/.test(text) ? text : undefined;
};

const readable = (value: JsonValue | undefined, key: string): JsonValue | undefined => {
  if (typeof value === 'string') {
    const text = key === 'UserData' ? decoded(value) : undefined;
    return text === undefined ? value : { 'Fn::Base64': text };
  }
  if (Array.isArray(value)) return value.map((item: JsonValue) => readable(item, '') ?? null);
  return isObject(value) ? withReadable(value) : value;
};

const withReadable = (value: JsonObject): JsonObject => mapObject(value, readable);

/** User data as the script it is, so that a person can read it and what it names can be wired. What a template brought along stays as written. */
export const withReadableUserData = (placed: Placed): Placed =>
  placed.mapped.parts.some(({ dialect }) => dialect === 'cloudformation')
    ? placed
    : { ...placed, properties: withReadable(placed.properties) };
