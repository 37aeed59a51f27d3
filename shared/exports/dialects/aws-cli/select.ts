import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { own, pointerTo } from '../../pointer.ts';

export type Selected = { readonly pointer: string; readonly value: JsonValue };

const step = (from: Selected, token: string): readonly Selected[] => {
  if (!isObject(from.value)) return [];
  const isList = token.endsWith('[]');
  const key = isList ? token.slice(0, -2) : token;
  const value = own(from.value, key);
  if (value === undefined) return [];
  const pointer = pointerTo(from.pointer, key);
  if (!isList) return [{ pointer, value }];
  return Array.isArray(value)
    ? value.map((each: JsonValue, index) => ({ pointer: pointerTo(pointer, index), value: each }))
    : [];
};

/** What a path like `Reservations[].Instances[]` leads to, each with its pointer. '' leads to the root itself. */
export const select = (root: JsonObject, path: string): readonly Selected[] =>
  (path === '' ? [] : path.split('.')).reduce<readonly Selected[]>(
    (found, token) => found.flatMap((each) => step(each, token)),
    [{ pointer: '', value: root }],
  );
