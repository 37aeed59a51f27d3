import { type Found, isEmpty, list, literal, object, put, take, textOf } from '../found.ts';
import { told } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';

/** Gathers what stands alone in Terraform into a list of keys and values, as CloudFormation wants it: attribute -> key. */
export const asPairs = (shaping: Shaping, property: string, keys: Readonly<Record<string, string>>): void => {
  const pairs = Object.entries(keys).flatMap(([name, key]): Found[] => {
    const node = take(shaping.found, name);
    if (!node || isEmpty(node)) return [];
    return [
      object([
        ['Key', literal(key)],
        ['Value', told(node, textOf(node) ?? '') ?? node],
      ]),
    ];
  });
  if (pairs.length > 0) put(shaping.found, property, list(pairs));
};

/** Makes a list of what stands alone. */
export const asList = (shaping: Shaping, from: string, to: string): void => {
  const node = take(shaping.found, from);
  if (node && !isEmpty(node)) put(shaping.found, to, list([node]));
};
