import type { Outcome } from '#schemas/spec/facts.ts';
import type { Attribute, Member, Piece, Template, Type } from './piece.ts';
import { filled } from './template.ts';
import { itemType, simpleName, typeArguments, unwrapped } from './type-name.ts';

/** All pieces, with what is asked of them by name. */
export type Workspace = {
  readonly pieces: readonly Piece[];
  readonly types: readonly Type[];
  /** The type that a name in a file most likely means: of its namespace or folder first. */
  typeNamed(name: string, near?: string): Type | undefined;
  allNamed(name: string): readonly Type[];
  /** A type and what it extends, as far as the archive holds it, itself first. */
  lineage(type: Type): readonly Type[];
  /** Names of everything it extends or implements, directly or not, with type arguments; also what the archive does not hold. */
  basesOf(type: Type): readonly string[];
  /** A member by name, of the type or of what it extends. */
  member(type: Type, name: string): Member | undefined;
  /** Partial classes and what they extend, in one: attributes of a class and its bases, nearest first. */
  attributesOf(type: Type): readonly Attribute[];
  /** The text of a template as it stands in a type; what is unknown is {name}. */
  text(template: Template | undefined, inType?: string): string | undefined;
  /** Where a way of a scope ends: IOrders.FindAsync() -> Order. */
  typeOfWay(way: string): string | undefined;
  symbol(id: string): Member | Type | undefined;
  piece(path: string): Piece | undefined;
  /** What is decided in a function. */
  outcomes(id: string): readonly Outcome[];
};

const commonPrefix = (a: string, b: string): number => {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
};

const mostBases = 40;

/** A template as it reads outside its type: names that stand alone are the type's own. */
const within = (type: string, template: Template): Template =>
  template.map((part) =>
    typeof part === 'string' || part.name.includes('.') ? part : { name: `${type}.${part.name}` },
  );

export const workspaceOf = (pieces: readonly Piece[]): Workspace => {
  const types = pieces.flatMap((piece) => piece.types);
  const byName = new Map<string, Type[]>();
  const bySymbol = new Map<string, Member | Type>();
  for (const type of types) {
    const same = byName.get(type.name);
    if (same) same.push(type);
    else byName.set(type.name, [type]);
    bySymbol.set(type.id, type);
    for (const member of type.members) bySymbol.set(member.id, member);
  }
  for (const { topLevel, functions } of pieces) {
    for (const one of topLevel ? [topLevel, ...functions] : functions) bySymbol.set(one.id, one);
  }
  const byFunction = new Map<string, Outcome[]>();
  for (const outcome of pieces.flatMap(({ outcomes }) => outcomes)) {
    const known = byFunction.get(outcome.symbol);
    if (known) known.push(outcome);
    else byFunction.set(outcome.symbol, [outcome]);
  }
  const none: readonly Type[] = [];
  const allNamed = (name: string): readonly Type[] => byName.get(name) ?? none;

  const pieceAt = new Map(pieces.map((piece) => [piece.path, piece]));
  const projectWide = pieces
    .filter(({ globalUsings }) => globalUsings.length > 0)
    .map(({ path, globalUsings }) => ({ folder: path.replace(/[^/]*$/, ''), usings: new Set(globalUsings) }));
  /** Whether a file sees a type by its namespace, its own usings or those of its project. */
  const imports = (near: string, type: Type): boolean => {
    const piece = pieceAt.get(near);
    const namespace = type.container === undefined ? type.qualifiedName.replace(/\.?[^.]*$/, '') : '';
    if (!piece || namespace === '') return false;
    if (`${piece.namespace}.`.startsWith(`${namespace}.`) || piece.usings.includes(namespace)) return true;
    return projectWide.some(({ folder, usings }) => near.startsWith(folder) && usings.has(namespace));
  };

  const typeNamed = (name: string, near = ''): Type | undefined => {
    const all = allNamed(simpleName(name));
    const [first] = all;
    if (all.length < 2 || near === '') return first;
    let best = first;
    let most = -1;
    for (const one of all) {
      const nearness = (imports(near, one) ? 10_000 : 0) + commonPrefix(one.span.path, near);
      if (nearness > most) [best, most] = [one, nearness];
    }
    return best;
  };

  const lineages = new Map<Type, readonly Type[]>();
  /** Parts of a partial class are one type; types of one name in other namespaces are not. */
  const partsOf = (type: Type): readonly Type[] =>
    type.modifiers.includes('partial')
      ? [type, ...allNamed(type.name).filter((one) => one !== type && one.qualifiedName === type.qualifiedName)]
      : [type];
  const lineage = (type: Type): readonly Type[] => {
    const known = lineages.get(type);
    if (known) return known;
    const found = new Set<Type>(partsOf(type));
    for (const one of found) {
      for (const base of one.bases) {
        const parent = typeNamed(base, one.span.path);
        if (parent && found.size < mostBases) for (const part of partsOf(parent)) found.add(part);
      }
    }
    const all = [...found];
    lineages.set(type, all);
    return all;
  };

  const basesOf = (type: Type): readonly string[] => lineage(type).flatMap((one) => one.bases);

  const member = (type: Type, name: string): Member | undefined => {
    for (const one of lineage(type)) {
      const found = one.members.find((each) => each.name === name);
      if (found) return found;
    }
    return undefined;
  };

  const constant = (name: string, inType: string | undefined): Template | undefined => {
    const parts = name.split('.');
    const last = parts.at(-1) ?? '';
    const owner = parts.length > 1 ? parts.at(-2) : inType;
    const candidates = owner === undefined ? [] : allNamed(owner);
    const outer = parts.length > 1 ? parts.at(-3) : undefined;
    const nearest = outer ? candidates.filter(({ qualifiedName }) => qualifiedName.includes(outer)) : candidates;
    for (const type of nearest.length > 0 ? nearest : candidates) {
      const found = member(type, last);
      if (found?.value && found.kind !== 'enum-member') return within(type.name, found.value);
    }
    return undefined;
  };

  const text = (template: Template | undefined, inType?: string): string | undefined =>
    template && filled(template, (name) => constant(name, inType));

  const typeOfWay = (way: string): string | undefined => {
    const steps = way.replace(/\[\]/g, '.[]').match(/(?:[^.<]|<(?:[^<>]|<[^<>]*>)*>)+/g) ?? [];
    let type: string | undefined = steps[0];
    for (const step of steps.slice(1)) {
      if (type === undefined) return undefined;
      if (step === '[]') {
        type = itemType(unwrapped(type)) ?? typeArguments(type).at(-1);
        continue;
      }
      if (/^(Value|CurrentValue|Result)$/.test(step) && typeArguments(type).length === 1) {
        type = unwrapped(type);
        continue;
      }
      const owner = typeNamed(unwrapped(type));
      const found = owner && member(owner, step.replace(/\(\)$/, ''));
      if (!owner || !found) return step.endsWith('()') && queries.test(step) ? type : undefined;
      type = found.type && unwrapped(found.type);
    }
    return type && unwrapped(type);
  };

  return {
    pieces,
    types,
    typeNamed,
    allNamed,
    lineage,
    basesOf,
    member,
    attributesOf: (type) => lineage(type).flatMap(({ attributes }) => attributes),
    text,
    typeOfWay,
    symbol: (id) => bySymbol.get(id),
    outcomes: (id) => byFunction.get(id) ?? [],
    piece: (path) => pieceAt.get(path),
  };
};

/** Query methods that give what they are called upon. */
const queries =
  /^(Where|OrderBy|OrderByDescending|ThenBy|Include|ThenInclude|AsNoTracking|Skip|Take|AsQueryable|ToList|ToListAsync|ToArray)\(\)$/;
