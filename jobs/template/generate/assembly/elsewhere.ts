import type { JsonValue } from '#schemas/json.ts';
import type { MappedResource } from '../mapped.ts';
import type { Placed } from './placed.ts';
import { mapObject, substituteReferences } from './references.ts';
import { type Scope, scopeOf } from './scope.ts';

/** Resources of the same drop that another stack has, by the template they are from and the logical id they had in it. */
export type Elsewhere = ReadonlyMap<Scope, ReadonlyMap<string, MappedResource>>;

export const nowhereElse: Elsewhere = new Map();

/** Resources as a template's references could name them. */
export const byTemplate = (resources: readonly MappedResource[]): Elsewhere => {
  const byScope = new Map<Scope, Map<string, MappedResource>>();
  for (const mapped of resources) {
    for (const { dialect, logicalId, source, type = mapped.type } of mapped.parts) {
      if (dialect !== 'cloudformation' || logicalId === undefined || type !== mapped.type) continue;
      const scope = scopeOf(source);
      byScope.set(scope, (byScope.get(scope) ?? new Map()).set(logicalId, mapped));
    }
  }
  return byScope;
};

/** What is in `all` and not in `own`. */
export const beside = (all: Elsewhere, own: Elsewhere): Elsewhere =>
  new Map(
    [...all].flatMap(([scope, ids]): [Scope, ReadonlyMap<string, MappedResource>][] => {
      const others = [...ids].filter(([id]) => !own.get(scope)?.has(id));
      return others.length > 0 ? [[scope, new Map(others)]] : [];
    }),
  );

const scopesOf = ({ mapped }: Placed): Scope[] =>
  mapped.parts.filter(({ dialect }) => dialect === 'cloudformation').map(({ source }) => scopeOf(source));

const without = (after: JsonValue | undefined, gone: ReadonlyMap<string, MappedResource>): JsonValue | undefined => {
  if (typeof after === 'string') return gone.has(after) ? undefined : after;
  if (!Array.isArray(after)) return after;
  const rest = after.filter((id: JsonValue) => typeof id !== 'string' || !gone.has(id));
  return rest.length === 0 ? undefined : rest;
};

/**
 * References that were written to what another stack has now, as the values that they had: no reference leads from one account or Region to
 * another. What no export tells of is asked for later, like anything that is not in the drop.
 */
export const fromElsewhere = (placed: readonly Placed[], elsewhere: Elsewhere): readonly Placed[] =>
  elsewhere.size === 0
    ? placed
    : placed.map((each) => {
        const gone = new Map(scopesOf(each).flatMap((scope) => [...(elsewhere.get(scope) ?? [])]));
        if (gone.size === 0) return each;
        const literal = (value: JsonValue | undefined) =>
          substituteReferences(value, ({ id, attribute }) => {
            const target = gone.get(id);
            return attribute === undefined ? target?.ref : target?.returns[attribute];
          });
        const attributes = mapObject(each.attributes, (value, name) =>
          name === 'DependsOn' ? without(value, gone) : literal(value),
        );
        return {
          ...each,
          properties: mapObject(each.properties, literal),
          attributes: Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)),
        };
      });
