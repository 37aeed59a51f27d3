import type { ClassFact, Guard, Piece, ViewMethod } from './piece.ts';
import type { Resolver } from './resolve.ts';

/** What is known of all files, for what needs more than one. */
export type LinkContext = {
  readonly resolver: Resolver;
  readonly statusesOf: (symbol: string | undefined) => readonly number[];
  readonly docOf: (symbol: string | undefined) => string | undefined;
  /** Whether a function of that name answers 401 or 403. */
  readonly refuses: (piece: Piece, name: string) => boolean;
  /** The dependency that a type's alias stands for; the guard itself where it is one. */
  readonly dependencyOf: (piece: Piece, guard: Guard) => Guard[];
  /** Whether a type's name stands for a dependency. */
  readonly isAlias: (type: string) => boolean;
  readonly classOf: (piece: Piece, name: string) => ClassFact | undefined;
  readonly baseClasses: (type: ClassFact) => readonly ClassFact[];
  /** Methods of a class and of those that it extends here, nearest first. */
  readonly methodsOf: (type: ClassFact) => readonly ViewMethod[];
  /** The names of all that a class extends, of other people's classes too. */
  readonly basesOf: (type: ClassFact) => readonly string[];
};

export const contextOf = (
  pieces: readonly Piece[],
  resolver: Resolver,
  { statusesOf, docOf }: Pick<LinkContext, 'statusesOf' | 'docOf'>,
): LinkContext => {
  const bySymbol = new Map(
    pieces.flatMap((piece) => piece.classes.map((type) => [type.symbol, { type, piece }] as const)),
  );
  const aliases = new Map(pieces.flatMap(({ aliases: all }) => all));
  const classOf: LinkContext['classOf'] = (piece, name) => bySymbol.get(resolver.symbol(piece, name) ?? '')?.type;
  const baseClasses = (type: ClassFact, seen = new Set<string>()): ClassFact[] => {
    if (seen.has(type.symbol) || seen.size > 40) return [];
    seen.add(type.symbol);
    const piece = bySymbol.get(type.symbol)?.piece;
    return type.bases.flatMap((base) => {
      const found = piece ? classOf(piece, base) : undefined;
      return found && !seen.has(found.symbol) ? [found, ...baseClasses(found, seen)] : [];
    });
  };
  return {
    resolver,
    statusesOf,
    docOf,
    refuses: (piece, name) =>
      statusesOf(resolver.symbol(piece, name)).some((status) => status === 401 || status === 403),
    dependencyOf: (_, guard) => {
      if (!guard.name.startsWith('type:')) return [guard];
      const name = aliases.get(guard.name.slice('type:'.length));
      return name ? [{ ...guard, name }] : [];
    },
    isAlias: (type) => aliases.has(type),
    classOf,
    baseClasses,
    methodsOf: (type) => {
      const methods = new Map<string, ViewMethod>();
      for (const one of [type, ...baseClasses(type)])
        for (const method of one.methods) if (!methods.has(method.name)) methods.set(method.name, method);
      return [...methods.values()];
    },
    basesOf: (type) =>
      [type, ...baseClasses(type)].flatMap(({ bases }) => bases.map((base) => base.split('.').at(-1) ?? base)),
  };
};
