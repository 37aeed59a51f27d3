import type { CodeSymbol, Reference } from '#schemas/spec/facts.ts';

/** A symbol with what finding it by name wants to know. */
export type Declared = {
  readonly symbol: CodeSymbol;
  /** How many arguments it takes, at least and at most. */
  readonly arguments?: { readonly min: number; readonly max: number } | undefined;
  /** Names of the types that it extends or implements, without their namespaces and type arguments. */
  readonly bases?: readonly string[];
};

/** A name of a symbol as it is used in another one. */
export type Mention = {
  readonly from: string;
  readonly name: string;
  readonly kind: Reference['kind'];
  /** The name of the type on whose member it is, where it is known: the type of the variable before the dot. */
  readonly receiver?: string;
  /** How many arguments it is called with. */
  readonly arguments?: number;
  /** How often; once, if it does not say. */
  readonly count?: number;
};

export type ResolveOptions = {
  /** Whether a file can see a symbol without further ado: by its imports or its namespace. */
  readonly sees?: (from: CodeSymbol, to: CodeSymbol) => boolean;
  /** Of names that several symbols have alike, how many it may be before nobody can tell: then none. */
  readonly most?: number;
};

const types = new Set(['class', 'interface', 'struct', 'record', 'enum', 'type', 'module']);
const callables = new Set([
  'function',
  'method',
  'constructor',
  'class',
  'struct',
  'record',
  'property',
  'field',
  'constant',
]);

const fits: Readonly<Record<Reference['kind'], (kind: string) => boolean>> = {
  calls: (kind) => callables.has(kind),
  uses: () => true,
  extends: (kind) => types.has(kind),
  implements: (kind) => types.has(kind),
};

const takes = ({ arguments: takes }: Declared, { arguments: given }: Mention): boolean =>
  !takes || given === undefined || (given >= takes.min && given <= takes.max);

const grouped = <Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};

/** The names of a type, of what it extends, and of what extends it: a member may be declared in any of them. */
const families = (declared: readonly Declared[]): ((type: string) => ReadonlySet<string>) => {
  const related = new Map<string, Set<string>>();
  const relate = (from: string, to: string): void => {
    const known = related.get(from) ?? new Set();
    related.set(from, known.add(to));
  };
  for (const { symbol, bases = [] } of declared) {
    for (const base of bases) {
      relate(symbol.name, base);
      if (base.length > 0) relate(`<${base}`, symbol.name);
    }
  }
  const known = new Map<string, ReadonlySet<string>>();
  const most = 24;
  const reach = (start: string, prefix: string, into: Set<string>): void => {
    const queue = [start];
    for (let name = queue.shift(); name !== undefined && into.size < most; name = queue.shift()) {
      for (const next of related.get(prefix + name) ?? []) {
        if (into.has(next)) continue;
        into.add(next);
        queue.push(next);
      }
    }
  };
  return (type) => {
    const found = known.get(type);
    if (found) return found;
    const family = new Set([type]);
    reach(type, '', family);
    reach(type, '<', family);
    known.set(type, family);
    return family;
  };
};

/**
 * References by name: no compiler is there to ask. Of the symbols with the name (and the number of arguments), those are meant that stand
 * nearest: in a type that the receiver is, else in the same container, the same file, in sight, anywhere. Where more than `most` are
 * left, or a call on a known foreign type has the name of a symbol here, nothing is recorded: a wrong edge is worse than none.
 */
export const resolveReferences = (
  declared: readonly Declared[],
  mentions: Iterable<Mention>,
  { sees = () => true, most = 3 }: ResolveOptions = {},
): Reference[] => {
  const byName = grouped(declared, ({ symbol }) => symbol.name);
  const byId = new Map(declared.map((one) => [one.symbol.id, one]));
  const familyOf = families(declared);
  const containerNames = new Map(declared.map((one) => [one, byId.get(one.symbol.container ?? '')?.symbol.name ?? '']));
  const containerName = (one: Declared): string => containerNames.get(one) ?? '';
  const isKnownType = (name: string): boolean => (byName.get(name) ?? []).some(({ symbol }) => types.has(symbol.kind));

  const meant = (mention: Mention): readonly Declared[] => {
    const named = (byName.get(mention.name) ?? []).filter(
      (one) =>
        fits[mention.kind](one.symbol.kind) && (mention.receiver !== undefined || one.symbol.id !== mention.from),
    );
    const arity = named.filter((one) => takes(one, mention));
    const candidates = arity.length > 0 ? arity : named;
    if (candidates.length === 0) return [];
    const { receiver } = mention;
    if (receiver !== undefined) {
      if (!isKnownType(receiver)) return [];
      const family = familyOf(receiver);
      const exact = candidates.filter((one) => containerName(one) === receiver);
      const inFamily = candidates.filter((one) => family.has(containerName(one)));
      return inFamily.length <= most ? inFamily : exact;
    }
    const from = byId.get(mention.from)?.symbol;
    if (!from) return [];
    const tests: readonly ((one: Declared) => boolean)[] = [
      ({ symbol }) =>
        symbol.container === from.id || (symbol.container !== undefined && symbol.container === from.container),
      ({ symbol }) => symbol.span.path === from.span.path,
      ({ symbol }) => sees(from, symbol),
      () => true,
    ];
    for (const test of tests) {
      const left = candidates.filter(test);
      if (left.length > 0) return left.length <= most ? left : [];
    }
    return [];
  };

  const found: Reference[] = [];
  /** Of the symbol whose mentions come: they mostly come one after the other. */
  let from: string | undefined;
  const joined = new Map<string, Map<string, Reference>>();
  let ofSymbol = new Map<string, Reference>();
  const byReceiver = new Map<string, readonly Declared[]>();
  for (const mention of mentions) {
    if (mention.from !== from) {
      from = mention.from;
      ofSymbol = joined.get(from) ?? new Map();
      joined.set(from, ofSymbol);
    }
    const key =
      mention.receiver === undefined ? '' : `${mention.receiver} ${mention.name} ${mention.kind} ${mention.arguments}`;
    const targets = (key && byReceiver.get(key)) || meant(mention);
    if (key) byReceiver.set(key, targets);
    for (const { symbol } of targets) {
      if (symbol.id === from) continue;
      const id = `${mention.kind} ${symbol.id}`;
      const known = ofSymbol.get(id);
      if (known) {
        known.count += mention.count ?? 1;
        continue;
      }
      const reference = { from, to: symbol.id, kind: mention.kind, count: mention.count ?? 1 };
      ofSymbol.set(id, reference);
      found.push(reference);
    }
  }
  return found;
};
