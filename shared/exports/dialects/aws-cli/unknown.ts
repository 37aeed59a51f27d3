import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { parseArn } from '../../../cloudformation/arn.ts';
import { typeOfArn } from '../../arn-types.ts';
import { pointerTo } from '../../pointer.ts';
import type { ExportedResource } from '../../resource.ts';
import { factsOf } from './facts.ts';
import { envelopeKeys, valuesOf } from './row.ts';
import type { Selected } from './select.ts';

/** The item's own ARN: of the keys that end in `Arn`, the one that stands alone or comes first. */
const ownArn = (item: JsonObject): string | undefined => {
  const keys = Object.keys(item).filter((key) => /arn$/i.test(key));
  return valuesOf(item, ...keys.filter((key) => /^arn$/i.test(key)), ...keys).find(
    (value) => parseArn(value) !== undefined,
  );
};

const nameKey = /^(id|name|.*(Id|Name|Identifier))$/;

/** An output nobody told us of, taken by its structure: lists of things that say their ARN, or one such thing. */
export const unknownItems = (root: JsonObject): readonly (Selected & { readonly called: string })[] =>
  Object.entries(root).flatMap(([key, value]) => {
    if (envelopeKeys.has(key)) return [];
    const pointer = pointerTo('', key);
    if (isObject(value)) return ownArn(value) ? [{ pointer, value, called: key }] : [];
    if (!Array.isArray(value) || !value.some((each: JsonValue) => isObject(each) && ownArn(each))) return [];
    return value.map((each: JsonValue, index) => ({
      pointer: pointerTo(pointer, index),
      value: each,
      called: `${key}[]`,
    }));
  });

/**
 * A resource whose type only its own `Arn` may tell; a `roleArn` tells of another. Without a type it goes on to be listed as lost.
 */
export const asUnknown = (item: Selected, called: string, base: string, file: string): ExportedResource => {
  const properties = isObject(item.value) ? item.value : { Value: item.value };
  const arn = ownArn(properties);
  const names = valuesOf(properties, ...Object.keys(properties).filter((key) => nameKey.test(key)));
  const identifiers = [...new Set([...(arn ? [arn] : []), ...names.slice(0, 1)])];
  const type = typeOfArn(valuesOf(properties, 'Arn', 'ARN', 'arn')[0]);
  return {
    source: { file, pointer: base + item.pointer },
    under: '',
    dialect: 'aws-cli',
    ...(type === undefined ? {} : { type }),
    called,
    identifiers,
    ...factsOf(identifiers, properties),
    properties,
  };
};
