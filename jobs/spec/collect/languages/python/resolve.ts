import { dirname } from 'node:path/posix';
import type { CodeSymbol } from '#schemas/spec/facts.ts';
import type { Import } from './file.ts';
import type { Piece } from './piece.ts';

/** How much two paths have in common, in folders. */
const shared = (a: string, b: string): number => {
  const [left, right] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < left.length && left[count] === right[count]) count++;
  return count;
};

export type Found = { readonly piece: Piece; readonly name?: string; readonly rest: readonly string[] };

export type Resolver = {
  /** The file of a module as it is imported in another: app.api.items, ..models */
  module(from: string, module: string): Piece | undefined;
  /** Where a local name with its attributes leads: the file, the name there, and what is left of the attributes. */
  find(from: Piece, names: readonly string[]): Found | undefined;
  /** The symbol of a dotted name of a file. */
  symbol(from: Piece, dotted: string): string | undefined;
};

const withoutCalls = (dotted: string): string[] => dotted.replace(/\(\)/g, '').split('.').filter(Boolean);

export const resolverOf = (pieces: readonly Piece[]): Resolver => {
  const byPath = new Map(pieces.map((piece) => [piece.path, piece]));
  const byLast = Map.groupBy(
    pieces,
    ({ path }) =>
      path
        .replace(/\/__init__\.py$/, '.py')
        .split('/')
        .at(-1) ?? '',
  );
  const symbols = new Map<string, CodeSymbol>();
  for (const piece of pieces) for (const symbol of piece.symbols) symbols.set(symbol.id, symbol);
  const imports = new Map(pieces.map((piece) => [piece, new Map(piece.imports)]));

  const remembered = new Map<string, Piece | undefined>();
  const module: Resolver['module'] = (from, name) => {
    const key = `${dirname(from)} ${name}`;
    if (remembered.has(key)) return remembered.get(key);
    const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(name) ?? [];
    const inner = rest.split('.').filter(Boolean).join('/');
    let found: Piece | undefined;
    if (dots) {
      const base = dirname(from)
        .split('/')
        .filter((part) => part !== '.');
      const parent = base.slice(0, base.length - (dots.length - 1)).join('/');
      const full = [parent, inner].filter(Boolean).join('/');
      found = byPath.get(`${full}.py`) ?? byPath.get(full ? `${full}/__init__.py` : '__init__.py');
    } else if (inner) {
      const near = byLast.get(`${inner.split('/').at(-1)}.py`) ?? [];
      const ends = [`${inner}.py`, `${inner}/__init__.py`];
      found = near
        .filter(({ path }) => ends.some((end) => path === end || path.endsWith(`/${end}`)))
        .sort((a, b) => shared(b.path, from) - shared(a.path, from))[0];
    }
    remembered.set(key, found);
    return found;
  };

  const follow = (
    from: Piece,
    { module: of, name }: Import,
    rest: readonly string[],
    depth: number,
  ): Found | undefined => {
    if (depth > 12) return undefined;
    const names = name === undefined ? rest : [name, ...rest];
    // The longest module wins: from app import routes; routes.users.router
    for (let length = names.length; length >= 0; length--) {
      const path = [of, ...names.slice(0, length)]
        .join(of.endsWith('.') && length > 0 ? '' : '.')
        .replace(/^(\.+)\.(?=\w)/, '$1');
      const piece = module(from.path, length === 0 ? of : path);
      if (!piece) continue;
      const [next, ...after] = names.slice(length);
      if (next === undefined) return { piece, rest: [] };
      const again = piece.symbols.some((one) => !one.container && one.name === next)
        ? undefined
        : imports.get(piece)?.get(next);
      if (again) {
        const deeper = follow(piece, again, after, depth + 1);
        if (deeper) return deeper;
      }
      if (!again || length === 0) return { piece, name: next, rest: after };
    }
    return undefined;
  };

  const find: Resolver['find'] = (from, [first = '', ...rest]) => {
    const own = from.symbols.some((one) => !one.container && one.name === first);
    const known = imports.get(from)?.get(first);
    if (known && !own) return follow(from, known, rest, 0);
    return own ? { piece: from, name: first, rest } : undefined;
  };

  return {
    module,
    find,
    symbol: (from, dotted) => {
      const found = find(from, withoutCalls(dotted));
      if (!found?.name) return undefined;
      const base = `${found.piece.path}#${found.name}`;
      const full = [base, ...found.rest].join('.');
      return symbols.has(full) ? full : symbols.has(base) ? base : undefined;
    },
  };
};
