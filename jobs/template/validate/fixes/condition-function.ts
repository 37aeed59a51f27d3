import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import { pointerTo } from '../document/pointer.ts';
import type { Fix, FixContext, Fixer } from './fix.ts';
import { nearest } from './nearest.ts';
import { replace } from './operation.ts';

const functions = ['Fn::And', 'Fn::Equals', 'Fn::Not', 'Fn::Or'];

/** The most conditions that one Fn::And or Fn::Or takes. */
const most = 10;

const isCondition = (name: JsonValue | undefined, { Conditions: conditions }: JsonObject): name is string =>
  typeof name === 'string' && isObject(conditions) && Object.hasOwn(conditions, name);

const replacing = (path: string, value: JsonValue, description: string): Fix => ({
  patch: [replace(path, value)],
  description,
  gone: [path],
});

/** `Fn::And: [X]` is X; more than ten are those ten at a time. */
const regrouped = (name: string, list: readonly JsonValue[]): JsonValue | undefined => {
  if (list.length === 1 && isObject(list[0])) return list[0];
  if (list.length <= most) return undefined;
  return {
    [name]: [...list.slice(0, most - 1), regrouped(name, list.slice(most - 1)) ?? { [name]: list.slice(most - 1) }],
  };
};

/** The name of a condition where a condition belongs: `Condition: Name` is meant. */
const namedItems = (list: readonly JsonValue[], template: JsonObject): JsonValue[] =>
  list.map((one) => {
    if (isCondition(one, template)) return { Condition: one };
    // Anything beside `Condition` is nothing that CloudFormation would read.
    return isObject(one) && isCondition(one.Condition, template) && Object.keys(one).length > 1
      ? { Condition: one.Condition }
      : one;
  });

const logical = (pointer: string, template: JsonObject): Fix | undefined => {
  const [, path = '', name = ''] = /^(.*)\/(Fn::(?:And|Or))$/.exec(pointer) ?? [];
  const list = valueAt(template, pointer);
  if (!Array.isArray(list)) return undefined;
  const items = namedItems(list, template);
  if (JSON.stringify(items) !== JSON.stringify(list))
    return replacing(pointer, items, 'Conditions in it referred to by Condition alone');
  const meant = regrouped(name, list);
  if (meant === undefined) return undefined;
  return replacing(
    path,
    meant,
    list.length === 1
      ? `${name} of one condition replaced by that condition`
      : `${name} of ${list.length} conditions nested: one takes ${most}`,
  );
};

/** Fn::Not takes a list of one. */
const negation = (pointer: string, template: JsonObject): Fix | undefined => {
  const value = valueAt(template, pointer);
  const [item, ...more] = namedItems(Array.isArray(value) ? value : [value ?? null], template);
  if (
    !pointer.endsWith('/Fn::Not') ||
    !isObject(item) ||
    more.length > 0 ||
    JSON.stringify([item]) === JSON.stringify(value)
  )
    return undefined;
  return replacing(pointer, [item], 'Fn::Not given a list of one condition');
};

/** `[x]` where a text belongs. */
const equalsItem = (item: JsonValue): JsonValue =>
  Array.isArray(item) && item.length === 1 && !Array.isArray(item[0]) ? (item[0] ?? item) : item;

const equals = (pointer: string, template: JsonObject): Fix | undefined => {
  const list = valueAt(template, pointer);
  if (!Array.isArray(list) || list.length !== 2) return undefined;
  const items = list.map(equalsItem);
  return JSON.stringify(items) === JSON.stringify(list)
    ? undefined
    : replacing(pointer, items, 'Lists of one in Fn::Equals made single values');
};

const definition = (pointer: string, template: JsonObject): Fix | undefined => {
  const value = valueAt(template, pointer);
  if (isCondition(value, template) && pointer !== `/Conditions/${value}`)
    return replacing(pointer, { Condition: value }, `'${value}' written as a reference to that condition`);
  if (!isObject(value)) return undefined;
  const [name = '', ...more] = Object.keys(value);
  const meant = more.length === 0 ? nearest(name, functions) : undefined;
  return meant === undefined || meant === name
    ? undefined
    : {
        patch: [{ op: 'move', from: `${pointer}${pointerTo([name])}`, path: `${pointer}/${meant}` }],
        description: `${name} renamed to ${meant}`,
      };
};

/** A list of conditions where they belong under their names. */
const section = (list: readonly JsonValue[]): Fix | undefined => {
  const entries = list.flatMap((one): [string, JsonValue | undefined][] =>
    isObject(one) ? Object.entries(one) : [['', null]],
  );
  const names = new Set(entries.map(([name]) => name));
  if (names.size !== entries.length || names.has('')) return undefined;
  return replacing(
    '/Conditions',
    Object.fromEntries(entries.map(([name, value]) => [name, value ?? null])),
    'The list of conditions made a mapping of them by name',
  );
};

const byRule: Readonly<Record<string, (pointer: string, template: JsonObject) => Fix | undefined>> = {
  E8001: definition,
  E8003: equals,
  E8004: logical,
  E8005: negation,
  E8006: logical,
};

export const conditionFunction: Fixer = {
  name: 'condition-function',
  mends: 'A condition that is written wrong and means, read as it stands, one thing',
  rules: Object.keys(byRule),
  fix({ finding, pointer }, { template }: FixContext) {
    const { Conditions: conditions } = template;
    if (pointer === '/Conditions') return Array.isArray(conditions) ? section(conditions) : undefined;
    return byRule[finding.rule]?.(pointer, template);
  },
};
