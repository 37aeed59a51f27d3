import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { parseArn } from '../../../cloudformation/arn.ts';
import { normal, singular } from '../../../cloudformation/words.ts';
import { typeOfArn } from '../../arn-types.ts';
import { typeByLikeness } from '../../likeness/type-by-likeness.ts';
import { pointerTo } from '../../pointer.ts';
import type { ExportedResource } from '../../resource.ts';
import { factsOf } from './facts.ts';
import { envelopeKeys, valuesOf } from './row.ts';
import type { Selected } from './select.ts';

/** A thing of an output that no row tells of, and the type its structure tells, if it does. */
export type UnknownItem = Selected & { readonly called: string; readonly type?: string; readonly score: number };

/** The item's own ARN: of the keys that end in `Arn`, the one that stands alone or comes first. */
const ownArn = (item: JsonObject): string | undefined => {
  const keys = Object.keys(item).filter((key) => /arn$/i.test(key));
  return valuesOf(item, ...keys.filter((key) => /^arn$/i.test(key)), ...keys).find(
    (value) => parseArn(value) !== undefined,
  );
};

const itemAt = (pointer: string, value: JsonValue, key: string, called: string, file: string): UnknownItem => {
  const likely = isObject(value) ? typeByLikeness(key, value, file) : undefined;
  return { pointer, value, called, score: 0, ...likely };
};

const isTags = (key: string) => /^(resource)?tag(s|set|list|options)?$/i.test(key);

/** Lists that say no more of what is in them than that it is in them. */
const saysNothing = /^(items?|entries|list|member|elements?|data|result)$/i;

/** What stands under a key: the thing, or the things of a list; an envelope in the envelope (`DistributionList.Items`) is opened. */
const itemsUnder = (
  key: string,
  value: JsonValue,
  pointer: string,
  file: string,
  depth = 0,
): readonly UnknownItem[] => {
  if (isTags(key)) return [];
  if (Array.isArray(value)) {
    return value.flatMap((each: JsonValue, index) => inList(key, each, pointerTo(pointer, index), file));
  }
  if (!isObject(value)) return [];
  const item = itemAt(pointer, value, key, key, file);
  if (item.type !== undefined || depth > 1) return [item];
  const inside = Object.entries(value)
    .filter(
      (entry): entry is [string, JsonValue] =>
        !envelopeKeys.has(entry[0]) && typeof entry[1] === 'object' && entry[1] !== null,
    )
    .flatMap(([name, each]) =>
      itemsUnder(saysNothing.test(name) ? key : name, each, pointerTo(pointer, name), file, depth + 1),
    )
    .filter(({ type }) => type !== undefined);
  return inside.length > 0 ? inside : [item];
};

/** An item of a list; or what is in it, if the item is but a wrapper (`SamplingRuleRecords[].SamplingRule`). */
const inList = (key: string, value: JsonValue, pointer: string, file: string): readonly UnknownItem[] => {
  const item = itemAt(pointer, value, key, `${key}[]`, file);
  if (item.type !== undefined || !isObject(value)) return [item];
  const wrapped = Object.entries(value)
    .filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
    .map(([name, each]) => itemAt(pointerTo(pointer, name), each, name, `${key}[].${name}`, file))
    .filter(({ type }) => type !== undefined);
  return wrapped.length > 0 ? wrapped : [item];
};

const isWorthTelling = ({ type, value }: UnknownItem): boolean =>
  type !== undefined || (isObject(value) && ownArn(value) !== undefined);

const payloadOf = (root: JsonObject): readonly [string, JsonValue][] =>
  Object.entries(root).filter(
    (entry): entry is [string, JsonValue] =>
      entry[1] !== undefined && (!envelopeKeys.has(entry[0]) || saysNothing.test(entry[0])),
  );

/**
 * An output nobody told us of, taken by its structure: things whose keys are those of a resource type or which say their ARN, one by
 * one or in lists; or all of it is one such thing. What is beside them goes with them, so that nothing is left out.
 */
export const unknownItems = (root: JsonObject, file: string): readonly UnknownItem[] => {
  const nested = payloadOf(root)
    .map(([key, value]) => itemsUnder(saysNothing.test(key) ? '' : key, value, pointerTo('', key), file))
    .filter((items) => items.some(isWorthTelling))
    .flat();
  const whole = typeByLikeness('', root, file);
  const best = Math.max(0, ...nested.map(({ score }) => score));
  if (whole && whole.score >= best) return [{ pointer: '', value: root, called: 'the output', ...whole }];
  return nested;
};

const nameKey = /^(id|name|.*(Id|Name|Identifier))$/;

/** By what others call a thing of a type: its ARN, and what its own name stands in front of. */
const handlesOf = (item: JsonObject, type: string): readonly string[] => {
  const noun = singular(normal(type.split('::').slice(2).join('')));
  const own = (key: string) => new RegExp(`^(${noun})?(id|name|identifier|arn)$`).test(normal(key));
  return valuesOf(item, ...Object.keys(item).filter(own));
};

/**
 * A resource of the type that its structure tells, or else its own `Arn`; a `roleArn` tells of another. Without a type it goes on to be listed as lost.
 */
export const asUnknown = (
  item: Selected & { readonly type?: string },
  called: string,
  base: string,
  file: string,
): ExportedResource => {
  const properties = isObject(item.value) ? item.value : { Value: item.value };
  const arn = ownArn(properties);
  const type = item.type ?? typeOfArn(valuesOf(properties, 'Arn', 'ARN', 'arn')[0]);
  const names = valuesOf(properties, ...Object.keys(properties).filter((key) => nameKey.test(key)));
  const handles = type === undefined ? [] : handlesOf(properties, type);
  const identifiers = handles.length > 0 ? handles : [...(arn ? [arn] : []), ...names.slice(0, 1)];
  return {
    source: { file, pointer: base + item.pointer },
    under: '',
    dialect: 'aws-cli',
    ...(type === undefined ? {} : { type }),
    ...(item.type === undefined ? {} : { byLikeness: true }),
    called,
    identifiers: [...new Set(identifiers)],
    ...factsOf(identifiers, properties),
    properties,
  };
};
