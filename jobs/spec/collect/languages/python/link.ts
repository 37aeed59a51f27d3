import type { Endpoint, Entity, Facts, Reference } from '#schemas/spec/facts.ts';
import { localFacts } from '../../parse/facts.ts';
import { once } from '../route.ts';
import { contextOf, type LinkContext } from './context.ts';
import { linkDjango } from './django/link.ts';
import { linkRouters } from './link-routers.ts';
import type { ClassFact, Piece } from './piece.ts';
import { type Resolver, resolverOf } from './resolve.ts';

const referencesOf = (pieces: readonly Piece[], resolver: Resolver): Reference[] => {
  const found = new Map<string, Reference>();
  for (const piece of pieces) {
    const known = new Map<string, string | undefined>();
    for (const { from, kind, name } of piece.mentions) {
      if (!known.has(name)) known.set(name, resolver.symbol(piece, name));
      const to = known.get(name);
      if (!to || to === from) continue;
      const key = `${from} ${kind} ${to}`;
      found.set(key, { from, to, kind, count: (found.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...found.values()];
};

/** Columns of base classes and mixins, then its own. A base that is a table of its own gives its columns by a join: not counted. */
const entityOf = (type: ClassFact, context: LinkContext): Entity[] => {
  const bases = context.baseClasses(type);
  const inherits = bases.toReversed().filter((base) => base.isAbstract || !base.entity);
  if (!type.entity) return [];
  const all = [...inherits, type];
  const fields = new Map(all.flatMap((one) => one.fields.map((field) => [field.name, field])));
  const relations = new Map(all.flatMap((one) => one.relations.map((relation) => [`${relation.field}`, relation])));
  const own = type.framework ?? inherits.find((one) => one.framework)?.framework;
  return [
    {
      ...type.entity,
      framework: own ?? 'sqlalchemy',
      fields: [...fields.values()],
      relations: [...relations.values()],
    },
  ];
};

/** Where a whole application guards some of its endpoints, the others let anyone in. */
const withAnonymous = (endpoints: readonly Endpoint[]): Endpoint[] => {
  const guarded = new Set(
    endpoints.filter(({ auth }) => auth.access === 'required').map(({ framework }) => framework.split('-')[0]),
  );
  return endpoints.map((one) =>
    one.auth.access === 'unknown' &&
    guarded.has(one.framework.split('-')[0]) &&
    one.auth.policies.length === 0 &&
    !one.statuses.includes(401)
      ? { ...one, auth: { ...one.auth, access: 'anonymous' } }
      : one,
  );
};

export const linkPieces = (pieces: readonly Piece[]): Facts => {
  const resolver = resolverOf(pieces);
  const symbols = pieces.flatMap((piece) => piece.symbols);
  const docs = new Map(symbols.map(({ id, doc }) => [id, doc]));
  const local = localFacts(pieces);
  const statuses = Map.groupBy(
    local.outcomes.filter(({ status }) => status !== undefined),
    ({ symbol }) => symbol,
  );
  const context = contextOf(pieces, resolver, {
    statusesOf: (symbol) =>
      [...new Set((statuses.get(symbol ?? '') ?? []).flatMap(({ status }) => status ?? []))].sort((a, b) => a - b),
    docOf: (symbol) => (symbol ? docs.get(symbol) : undefined),
  });
  return {
    ...local,
    symbols,
    references: referencesOf(pieces, resolver),
    endpoints: withAnonymous(once([...linkRouters(pieces, context), ...linkDjango(pieces, context)])),
    entities: pieces.flatMap((piece) => piece.classes.flatMap((type) => entityOf(type, context))),
  };
};
