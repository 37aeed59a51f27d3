import type { Endpoint, Entity, Facts, Reference } from '#schemas/spec/facts.ts';
import { localFacts } from '../../parse/facts.ts';
import { once } from '../route.ts';
import { linkNest } from './nest/link.ts';
import type { Piece } from './piece.ts';
import { type Resolver, resolverOf } from './resolve.ts';
import { linkRouters } from './routers/link.ts';
import { pathParameters } from './routers/paths.ts';

const grouped = <Item extends { readonly symbol: string }>(items: readonly Item[]): Map<string, Item[]> =>
  Map.groupBy(items, ({ symbol }) => symbol);

const referencesOf = (pieces: readonly Piece[], resolver: Resolver): Reference[] => {
  const found = new Map<string, Reference>();
  for (const { path, mentions } of pieces) {
    for (const mention of mentions) {
      const { from, kind, members } = mention;
      const base = mention.symbol ?? (mention.import ? resolver.symbol(path, mention.import) : undefined);
      const direct = mention.import && !base ? resolver.symbol(path, mention.import, members.slice(0, 1)) : undefined;
      const to = (base ? resolver.member(base, members) : undefined) ?? base ?? direct;
      if (!to || to === from) continue;
      const key = `${from} ${kind} ${to}`;
      found.set(key, { from, to, kind, count: (found.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...found.values()];
};

/** Routes of Next.js: their place is their path. */
const fileEndpoints = (
  pieces: readonly Piece[],
  docOf: (symbol: string | undefined) => string | undefined,
  statusesOf: (symbol: string | undefined) => readonly number[],
): Endpoint[] =>
  pieces.flatMap((piece) =>
    piece.files.map((file): Endpoint => {
      const summary = docOf(file.symbol) ?? file.doc;
      return {
        verb: file.verb,
        route: file.route,
        framework: 'nextjs',
        ...(file.symbol ? { handler: file.symbol } : {}),
        handlerName: file.handlerName,
        auth: { access: 'unknown', roles: [], policies: [] },
        parameters: pathParameters(file.route).map((name) => ({ name, in: 'path', required: true })),
        statuses: [...statusesOf(file.symbol)],
        ...(summary ? { summary } : {}),
        span: { path: piece.path, start: file.start, end: file.end },
      };
    }),
  );

/** Entities with the columns of the classes that they extend, those first. */
const entitiesOf = (pieces: readonly Piece[], resolver: Resolver): Entity[] => {
  const inherited = new Map(pieces.flatMap((piece) => piece.inherited.map((one) => [one.symbol, one] as const)));
  return pieces.flatMap((piece) =>
    piece.entities.map((entity) => {
      const lines = [];
      let base = entity.symbol ? resolver.base(entity.symbol) : undefined;
      for (let steps = 0; base && steps < 8; steps++) {
        const columns = inherited.get(base);
        if (columns) lines.unshift(columns);
        base = resolver.base(base);
      }
      const all = [...lines, entity];
      const fields = new Map(all.flatMap((one) => one.fields.map((field) => [field.name, field] as const)));
      const relations = lines.flatMap((one) => one.relations);
      return { ...entity, fields: [...fields.values()], relations: [...relations, ...entity.relations] };
    }),
  );
};

export const linkPieces = (pieces: readonly Piece[]): Facts => {
  const resolver = resolverOf(pieces);
  const symbols = pieces.flatMap((piece) => piece.symbols);
  const byId = new Map(symbols.map((symbol) => [symbol.id, symbol]));
  const local = localFacts(pieces);
  const statuses = grouped([
    ...pieces.flatMap((piece) => piece.statuses),
    ...local.outcomes.flatMap(({ symbol, status }) => (status === undefined ? [] : [{ symbol, status }])),
  ]);
  const requests = grouped(pieces.flatMap((piece) => piece.requests));
  const statusesOf = (symbol: string | undefined): readonly number[] =>
    symbol ? [...new Set((statuses.get(symbol) ?? []).map(({ status }) => status))].sort((a, b) => a - b) : [];
  const docOf = (symbol: string | undefined): string | undefined => (symbol ? byId.get(symbol)?.doc : undefined);
  const parametersOf = (symbol: string | undefined): Endpoint['parameters'] => {
    const named = new Map((symbol ? (requests.get(symbol) ?? []) : []).map((use) => [`${use.in} ${use.name}`, use]));
    return [...named.values()].map(({ in: place, name }) => ({ name, in: place }));
  };
  const context = {
    resolver,
    statusesOf,
    docOf,
    parametersOf,
    nameOf: (id: string | undefined) => (id ? byId.get(id)?.qualifiedName : undefined),
  };
  return {
    ...local,
    symbols,
    references: referencesOf(pieces, resolver),
    endpoints: once([
      ...linkRouters(pieces, context),
      ...linkNest(pieces, context),
      ...fileEndpoints(pieces, docOf, statusesOf),
    ]),
    entities: entitiesOf(pieces, resolver),
  };
};
