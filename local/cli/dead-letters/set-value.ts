import { isObject, type JsonValue } from '#schemas/json.ts';
import { UsageError } from '../command.ts';
import { parsedBody } from './letter.ts';

/** `detail.data.key=value`; a value that is JSON is taken as such, any other as text. Throws a `UsageError`. */
export const assignmentOf = (text: string): { readonly path: readonly string[]; readonly value: JsonValue } => {
  const at = text.indexOf('=');
  const path = text.slice(0, Math.max(at, 0)).split('.');
  if (at < 1 || path.includes(''))
    throw new UsageError(`--set is path=value, such as detail.data.key=x, not "${text}".`);
  const said = text.slice(at + 1);
  return { path, value: (parsedBody(said) as JsonValue | undefined) ?? said };
};

/** The document with one value replaced, or added to an object that is there. Throws a `UsageError` where the path leads nowhere. */
export const withValue = (
  document: JsonValue,
  path: readonly string[],
  value: JsonValue,
  passed: readonly string[] = [],
): JsonValue => {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const below = (child: JsonValue | undefined): JsonValue =>
    rest.length === 0 ? value : withValue(child ?? nowhere([...passed, key]), rest, value, [...passed, key]);
  if (Array.isArray(document)) {
    const items: readonly JsonValue[] = document;
    if (!/^\d+$/.test(key) || Number(key) >= items.length) return nowhere([...passed, key]);
    return items.with(Number(key), below(items[Number(key)]));
  }
  if (!isObject(document)) return nowhere([...passed, key]);
  const child = Object.hasOwn(document, key) ? document[key] : undefined;
  return { ...document, [key]: below(child) };
};

const nowhere = (path: readonly string[]): never => {
  throw new UsageError(`There is no ${path.join('.')} in the letter.`);
};
