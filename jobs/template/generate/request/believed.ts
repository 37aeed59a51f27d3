import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type {
  PropertyDefinitions,
  PropertyType,
  Registry,
  ResourceType,
} from '#shared/cloudformation/resource-type.ts';
import { pointerTo } from '../../validate/document/pointer.ts';
import { type Names, whyNoReference } from './references.ts';
import { whyUnwelcome } from './unwelcome.ts';

/** A part of a model's answer that is left out; `at` is a JSON pointer into the properties. */
export type Refusal = {
  readonly at: string;
  readonly why: string;
  /** The resource says something else without it: who may call, from where, on what. It goes with it. */
  readonly isGrave?: true;
};

export type Context = {
  readonly registry: Registry;
  readonly type: ResourceType;
  readonly names: Names;
  /** The request's own words: what stands in them a model may repeat. */
  readonly text: string;
};

type Fitted = { readonly value?: JsonValue; readonly refused: readonly Refusal[] };

const deepest = 30;

const refuse = (at: string, why: string): Fitted => ({ refused: [{ at, why }] });
const refuseGravely = (at: string, why: string): Fitted => ({ refused: [{ at, why, isGrave: true }] });

const isCall = (value: JsonObject): boolean => {
  const [name, ...others] = Object.keys(value);
  return (
    name !== undefined && others.length === 0 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'))
  );
};

const together = (
  parts: readonly (readonly [string, Fitted])[],
): { entries: [string, JsonValue][]; refused: Refusal[] } => ({
  entries: parts.flatMap(([name, { value }]): [string, JsonValue][] => (value === undefined ? [] : [[name, value]])),
  refused: parts.flatMap(([, { refused }]) => refused),
});

/** An object by the names that its type knows; any other name is left out. */
const fitNamed = (
  object: JsonObject,
  definitions: PropertyDefinitions,
  at: string,
  what: string,
  context: Context,
): Fitted => {
  const { entries, refused } = together(
    Object.entries(object).map(([name, value = null]): [string, Fitted] => {
      const own = at + pointerTo([name]);
      const known = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
      return [name, known ? fit(value, known.type, own, context) : refuse(own, `${what} has no property ${name}`)];
    }),
  );
  return { value: Object.fromEntries(entries), refused };
};

const fitAny = (value: JsonValue, at: string, context: Context): Fitted => {
  if (Array.isArray(value)) return fitList(value, { type: 'json' }, at, context);
  if (isObject(value)) return fitEntries(value, { type: 'json' }, at, context);
  return fitScalar(value, at, context);
};

const fitScalar = (value: JsonValue, at: string, { text }: Context): Fitted => {
  if (value === null) return refuse(at, 'it holds nothing');
  const why = typeof value === 'string' ? whyUnwelcome(value, text) : undefined;
  return why === undefined ? { value, refused: [] } : refuseGravely(at, why);
};

/** A list in which an item is refused is refused with it: half a list says something else. */
const fitList = (value: readonly JsonValue[], element: PropertyType, at: string, context: Context): Fitted => {
  const items = value.map((item, index) => fit(item, element, `${at}/${index}`, context));
  const refused = items.flatMap((item) => item.refused);
  const isWhole = items.every((item) => item.value !== undefined);
  return isWhole ? { value: items.map((item) => item.value ?? null), refused } : { refused };
};

const fitEntries = (value: JsonObject, element: PropertyType, at: string, context: Context): Fitted => {
  const { entries, refused } = together(
    Object.entries(value).map(([name, item = null]): [string, Fitted] => [
      name,
      fit(item, element, at + pointerTo([name]), context),
    ]),
  );
  return entries.length === Object.keys(value).length ? { value: Object.fromEntries(entries), refused } : { refused };
};

const fewest = (fitted: readonly Fitted[]): Fitted | undefined =>
  fitted.toSorted(
    (a, b) => Number(a.value === undefined) - Number(b.value === undefined) || a.refused.length - b.refused.length,
  )[0];

const fitCall = (value: JsonObject, at: string, context: Context): Fitted => {
  const why = whyNoReference(value, context.names, context.registry);
  if (why !== undefined) return refuseGravely(at, why);
  return fitEntries(value, { type: 'json' }, at, { ...context, names: { ...context.names, areChecked: true } });
};

const tag: PropertyDefinitions = { Key: { type: { type: 'string' } }, Value: { type: { type: 'string' } } };

const fitObject = (value: JsonObject, type: PropertyType, at: string, context: Context): Fitted => {
  if (type.type === 'json') return fitEntries(value, type, at, context);
  if (type.type === 'map') return fitEntries(value, type.element, at, context);
  if (type.type === 'tag') return fitNamed(value, tag, at, 'a tag', context);
  if (type.type !== 'ref') return refuse(at, 'it is an object where CloudFormation wants none');
  const definitions = Object.hasOwn(context.type.definitions, type.ref)
    ? context.type.definitions[type.ref]
    : undefined;
  return definitions && Object.keys(definitions).length > 0
    ? fitNamed(value, definitions, at, type.ref, context)
    : fitEntries(value, { type: 'json' }, at, context);
};

const scalars = new Set<PropertyType['type']>(['string', 'number', 'integer', 'boolean', 'date-time', 'json', 'null']);

/** A value as far as a property's type and our rules bear it out. Recursion is bounded: what lies deeper is refused. */
const fit = (value: JsonValue, type: PropertyType, at: string, context: Context): Fitted => {
  if (at.split('/').length > deepest) return refuse(at, 'it lies too deep');
  if (isObject(value) && isCall(value) && !context.names.areChecked) return fitCall(value, at, context);
  if (type.type === 'union')
    return fewest(type.types.map((one) => fit(value, one, at, context))) ?? fitAny(value, at, context);
  if (Array.isArray(value)) {
    if (type.type !== 'array' && type.type !== 'json')
      return refuse(at, 'it is a list where CloudFormation wants none');
    return fitList(value, type.type === 'array' ? type.element : type, at, context);
  }
  if (isObject(value)) return fitObject(value, type, at, context);
  if (!scalars.has(type.type)) return refuse(at, 'it is a single value where CloudFormation wants an object or a list');
  return fitScalar(value, at, context);
};

/** What of a model's properties CloudFormation's schema and our rules bear out, and what they don't, each with its reason. */
export const believed = (properties: JsonObject, context: Context) => {
  const { value, refused } = fitNamed(properties, context.type.properties, '', context.type.type, context);
  return { properties: isObject(value) ? value : {}, refused };
};
