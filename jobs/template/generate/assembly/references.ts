import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';

/** New names by old, for each kind of thing a template names. `ids` are the logical ids of resources and parameters. */
export type Renames = {
  readonly ids: ReadonlyMap<string, string>;
  readonly conditions: ReadonlyMap<string, string>;
  readonly mappings: ReadonlyMap<string, string>;
};

/** A place where a value names a resource, parameter or pseudo parameter; `attribute` if it is `Fn::GetAtt`. */
export type Reference = { readonly id: string; readonly attribute?: string };

const placeholder = /\$\{([^!${}][^${}]*)\}/g;

const splitAttribute = (name: string): Reference => {
  const dot = name.indexOf('.');
  return dot < 0 ? { id: name } : { id: name.slice(0, dot), attribute: name.slice(dot + 1) };
};

const subTemplate = (value: JsonValue | undefined): { text: string; own: JsonObject } | undefined => {
  if (typeof value === 'string') return { text: value, own: {} };
  if (!Array.isArray(value) || typeof value[0] !== 'string') return undefined;
  return { text: value[0], own: isObject(value[1]) ? value[1] : {} };
};

const getAttReference = (value: JsonValue | undefined): Reference | undefined => {
  if (typeof value === 'string') return splitAttribute(value);
  if (!Array.isArray(value) || typeof value[0] !== 'string') return undefined;
  return typeof value[1] === 'string' ? { id: value[0], attribute: value[1] } : { id: value[0] };
};

const only = (value: JsonObject): [string, JsonValue | undefined] | undefined => {
  const [first, ...others] = Object.entries(value);
  return others.length === 0 ? first : undefined;
};

/**
 * What replaces a reference: another reference, or nothing to keep it as it is.
 */
export type Replace = (reference: Reference) => Reference | undefined;

const asSub = ({ id, attribute }: Reference): string => (attribute === undefined ? id : `${id}.${attribute}`);

const rewriteSub = (text: string, own: JsonObject, replace: Replace): string =>
  text.replace(placeholder, (whole, name: string) => {
    const reference = splitAttribute(name.trim());
    if (Object.hasOwn(own, name.trim())) return whole;
    const next = replace(reference);
    return next ? `\${${asSub(next)}}` : whole;
  });

const asIntrinsic = ({ id, attribute }: Reference): JsonObject =>
  attribute === undefined ? { Ref: id } : { 'Fn::GetAtt': [id, attribute] };

/** The value with its `Ref`, `Fn::GetAtt` and `Fn::Sub` references replaced; everything else is as it was. */
export const rewriteReferences = (value: JsonValue | undefined, replace: Replace): JsonValue | undefined => {
  if (Array.isArray(value)) return value.map((item) => rewriteReferences(item, replace) ?? null);
  if (!isObject(value)) return value;
  const single = only(value);
  if (single) {
    const [name, argument] = single;
    if (name === 'Ref' && typeof argument === 'string') {
      const next = replace({ id: argument });
      return next ? asIntrinsic(next) : value;
    }
    if (name === 'Fn::GetAtt') {
      const reference = getAttReference(argument);
      const next = reference && replace(reference);
      return next ? asIntrinsic(next) : value;
    }
    const sub = name === 'Fn::Sub' ? subTemplate(argument) : undefined;
    if (sub) {
      const text = rewriteSub(sub.text, sub.own, replace);
      return { 'Fn::Sub': Array.isArray(argument) ? [text, rewriteReferences(sub.own, replace) ?? {}] : text };
    }
  }
  return mapObject(value, (item) => rewriteReferences(item, replace));
};

/** In `Fn::Sub`, `${!name}` is the text `${name}`. */
const literally = (text: string): string => text.replaceAll('${', '${!');

const substituteInSub = (text: string, own: JsonObject, substitute: Substitute): JsonValue => {
  const variables = new Map(Object.entries(own));
  const named = new Set([...variables.keys(), ...[...text.matchAll(placeholder)].map(([, name = '']) => name.trim())]);
  const byReference = new Map<string, string>();
  const variableFor = (name: string, value: JsonValue): string => {
    const wanted = name.replace(/[^A-Za-z0-9]/g, '');
    let free = wanted;
    for (let n = 2; named.has(free) && free !== name; n += 1) free = `${wanted}${n}`;
    named.add(free);
    variables.set(free, value);
    byReference.set(name, free);
    return free;
  };
  const next = text.replace(placeholder, (whole, spaced: string) => {
    const name = spaced.trim();
    if (Object.hasOwn(own, name)) return whole;
    const known = byReference.get(name);
    if (known !== undefined) return `\${${known}}`;
    const value = substitute(splitAttribute(name));
    if (value === undefined) return whole;
    return typeof value === 'string' ? literally(value) : `\${${variableFor(name, value)}}`;
  });
  return variables.size === 0 ? next : [next, Object.fromEntries(variables)];
};

/** What takes a reference's place: any value, or nothing to keep it as it is. */
export type Substitute = (reference: Reference) => JsonValue | undefined;

/** The value with references replaced by values: in the text of `Fn::Sub` a string stands as it is, anything else becomes a variable. */
export const substituteReferences = (value: JsonValue | undefined, substitute: Substitute): JsonValue | undefined => {
  if (Array.isArray(value)) return value.map((item) => substituteReferences(item, substitute) ?? null);
  if (!isObject(value)) return value;
  const [name, argument] = only(value) ?? [];
  if (name === 'Ref' && typeof argument === 'string') return substitute({ id: argument }) ?? value;
  if (name === 'Fn::GetAtt') {
    const reference = getAttReference(argument);
    return (reference && substitute(reference)) ?? value;
  }
  const sub = name === 'Fn::Sub' ? subTemplate(argument) : undefined;
  if (sub) {
    const own = mapObject(sub.own, (item) => substituteReferences(item, substitute));
    return { 'Fn::Sub': substituteInSub(sub.text, own, substitute) };
  }
  return mapObject(value, (item) => substituteReferences(item, substitute));
};

/** Object.fromEntries defines properties, so that a key such as __proto__ stays a key. */
export const mapObject = (
  value: JsonObject,
  map: (item: JsonValue | undefined, key: string) => JsonValue | undefined,
): JsonObject => Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item, key)]));

/** Calls `visit` with every reference in the value. */
export const eachReference = (value: JsonValue | undefined, visit: (reference: Reference) => void): void => {
  rewriteReferences(value, (reference) => {
    visit(reference);
    return undefined;
  });
};

/** The value with conditions and mappings renamed where it names them: `Fn::If`, `{ Condition }`, `Fn::FindInMap`. */
const renameOthers = (value: JsonValue | undefined, renames: Renames): JsonValue | undefined => {
  if (Array.isArray(value)) return value.map((item) => renameOthers(item, renames) ?? null);
  if (!isObject(value)) return value;
  return mapObject(value, (item, key) => {
    const names = key === 'Fn::FindInMap' ? renames.mappings : renames.conditions;
    if (key === 'Condition' && typeof item === 'string') return names.get(item) ?? item;
    const renamed = renameOthers(item, renames);
    if ((key !== 'Fn::If' && key !== 'Fn::FindInMap') || !Array.isArray(renamed)) return renamed;
    const [first, ...rest]: readonly JsonValue[] = renamed;
    return typeof first === 'string' ? [names.get(first) ?? first, ...rest] : renamed;
  });
};

/** The value as it reads once the things it names have new names. */
export const rename = (value: JsonValue | undefined, renames: Renames): JsonValue | undefined => {
  const ids =
    renames.ids.size === 0
      ? value
      : rewriteReferences(value, ({ id, attribute }) => {
          const next = renames.ids.get(id);
          return next === undefined ? undefined : { id: next, ...(attribute === undefined ? {} : { attribute }) };
        });
  return renames.conditions.size + renames.mappings.size === 0 ? ids : renameOthers(ids, renames);
};
