import { dirname, join, normalize } from 'node:path/posix';
import type { CodeSymbol } from '#schemas/spec/facts.ts';
import type { Export } from './modules.ts';
import type { Piece } from './piece.ts';
import type { Import } from './scopes.ts';

const endings = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];
const candidates = (base: string): string[] => [
  ...endings.map((ending) => base + ending),
  ...endings.slice(1).map((ending) => `${base}/index${ending}`),
  ...endings.slice(1).map((ending) => base.replace(/\.[cm]?jsx?$/, '') + ending),
];

/** How much two paths have in common, in folders. */
const shared = (a: string, b: string): number => {
  const [left, right] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < left.length && left[count] === right[count]) count++;
  return count;
};

export type Resolver = {
  /** The file that a module name means, seen from a file; `undefined` for packages. */
  file(from: string, module: string): Piece | undefined;
  /** What a module gives under a name, through re-exports. */
  export(from: string, wanted: Import): { readonly piece: Piece; readonly export: Export } | undefined;
  /** The symbol of a name of a module, or of a member of it. */
  symbol(from: string, wanted: Import, members?: readonly string[]): string | undefined;
  /** The symbol of a member of a symbol: a method of a class, of an object. */
  member(symbol: string, members: readonly string[]): string | undefined;
  constant(from: string, path: readonly string[]): string | undefined;
  /** The class that a class extends. */
  base(symbol: string): string | undefined;
};

export const resolverOf = (pieces: readonly Piece[]): Resolver => {
  const byPath = new Map(pieces.map((piece) => [piece.path, piece]));
  const bySuffix = Map.groupBy(
    pieces,
    ({ path }) =>
      path
        .split('/')
        .at(-1)
        ?.replace(/\.[^.]+$/, '') ?? '',
  );
  const exports = new Map(pieces.map((piece) => [piece, new Map(piece.exports.map((one) => [one.name, one]))]));
  const constants = new Map(pieces.map((piece) => [piece, new Map(piece.constants)]));
  const children = new Map<string, CodeSymbol>();
  for (const { symbols } of pieces)
    for (const symbol of symbols) if (symbol.container) children.set(`${symbol.container} ${symbol.name}`, symbol);
  const bases = new Map<string, Piece['mentions'][number]>();
  for (const { mentions } of pieces)
    for (const mention of mentions) if (mention.kind === 'extends') bases.set(mention.from, mention);

  /** @/orders/service, src/orders, ~/x: by the end of the path, nearest first. */
  const aliased = (from: string, module: string): Piece | undefined => {
    const rest = module.replace(/^(@|~|#)\/?|^src\//, '');
    if (/^@[\w-]+\//.test(module) || !/^(@\/|~|#|src\/|[\w-]+\/)/.test(module)) return undefined;
    const last = rest.split('/').at(-1) ?? '';
    const near = [...(bySuffix.get(last.replace(/\.[cm]?[jt]sx?$/, '')) ?? []), ...(bySuffix.get('index') ?? [])];
    const names = new Set(candidates(rest));
    return near
      .filter(({ path }) => [...names].some((name) => path === name || path.endsWith(`/${name}`)))
      .sort((a, b) => shared(b.path, from) - shared(a.path, from))[0];
  };

  const remembered = new Map<string, Piece | undefined>();
  const file: Resolver['file'] = (from, module) => {
    const key = `${dirname(from)} ${module}`;
    if (remembered.has(key)) return remembered.get(key);
    const base = module.startsWith('.') ? normalize(join(dirname(from), module)).replace(/\/$/, '') : undefined;
    const found =
      base === undefined
        ? aliased(from, module)
        : candidates(base === '.' ? 'index' : base)
            .map((path) => byPath.get(path))
            .find(Boolean);
    remembered.set(key, found);
    return found;
  };

  const lookUp = (piece: Piece, name: string, depth: number): ReturnType<Resolver['export']> => {
    if (depth > 16) return undefined;
    const names = exports.get(piece);
    const whole = name === 'default' || name === '*' ? (names?.get('default') ?? names?.get('=')) : undefined;
    const found = name === '*' ? (names?.get('=') ?? undefined) : (names?.get(name) ?? whole);
    if (found?.again) {
      const next = file(piece.path, found.again.from);
      if (!next) return undefined;
      return found.again.name === '*' && name !== '*' && found.name !== '=' && found.name !== name
        ? lookUp(next, name, depth + 1)
        : (lookUp(next, found.again.name, depth + 1) ?? { piece: next, export: { name: '*' } });
    }
    if (found) return { piece, export: found };
    for (const one of piece.exports) {
      const next = one.name === '*' && one.again ? file(piece.path, one.again.from) : undefined;
      const inner = next && name !== 'default' ? lookUp(next, name, depth + 1) : undefined;
      if (inner) return inner;
    }
    return name === '*' ? { piece, export: { name: '*' } } : undefined;
  };

  const resolver: Resolver = {
    file,
    export: (from, { from: module, name }) => {
      const piece = file(from, module);
      return piece ? lookUp(piece, name, 0) : undefined;
    },
    member: (symbol, members) => {
      let at: string | undefined = symbol;
      for (const name of members) {
        let next: string | undefined;
        for (let type: string | undefined = at, steps = 0; type && !next && steps < 8; steps++) {
          next = children.get(`${type} ${name}`)?.id;
          type = resolver.base(type);
        }
        at = next;
      }
      return at;
    },
    base: (symbol) => {
      const base = bases.get(symbol);
      const path = symbol.slice(0, symbol.indexOf('#'));
      return base?.symbol ?? (base?.import ? resolver.symbol(path, base.import) : undefined);
    },
    symbol: (from, wanted, members = []) => {
      const found = resolver.export(from, wanted);
      if (!found) return undefined;
      const { piece } = found;
      if (found.export.symbol && members.length === 0) return found.export.symbol;
      if (found.export.symbol) return resolver.member(found.export.symbol, members) ?? ofNamespace(piece, members);
      return ofNamespace(piece, members);
    },
    constant: (from, [module = '', name = '', ...members]) => {
      const found = resolver.export(from, { from: module, name });
      const at = found?.piece ?? file(from, module);
      const known = at ? constants.get(at) : undefined;
      const local = found?.export.name && !/^(default|=|\*)$/.test(found.export.name) ? [found.export.name] : [];
      const owner = found?.export.symbol?.split('#')[1];
      return (
        known?.get([...local, ...members].join('.')) ??
        (owner ? known?.get([owner, ...members].join('.')) : undefined) ??
        known?.get(members.join('.'))
      );
    },
  };

  const ofNamespace = (piece: Piece, [first, ...rest]: readonly string[]): string | undefined => {
    const inner = first === undefined ? undefined : lookUp(piece, first, 0);
    if (!inner?.export.symbol) return undefined;
    return rest.length === 0 ? inner.export.symbol : resolver.member(inner.export.symbol, rest);
  };
  return resolver;
};
