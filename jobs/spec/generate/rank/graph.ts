import type { CodeSymbol, Facts, Reference } from '#schemas/spec/facts.ts';

/** Symbols as numbers and the edges between them in compressed rows: those of node n stand at `offsets[n]` to `offsets[n + 1]`. */
export type Graph = {
  readonly symbols: readonly CodeSymbol[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly offsets: Uint32Array;
  readonly targets: Uint32Array;
  /** Of each node they sum up to 1. */
  readonly weights: Float64Array;
  /** What runs when a symbol runs: its callees, what implements them, who handles what it sends. */
  readonly reaches: ReadonlyMap<number, readonly number[]>;
};

/** How much of a step goes along an edge of this kind, and how much against it. */
const along: Readonly<Record<Reference['kind'], readonly [number, number]>> = {
  calls: [1, 0.4],
  uses: [0.6, 0.3],
  implements: [0.5, 1],
  extends: [0.5, 0.5],
};
const toContainer = 0.3;
const toMember = 0.4;

class Edges {
  private readonly rows: Map<number, number>[];
  constructor(size: number) {
    this.rows = Array.from({ length: size }, () => new Map());
  }
  add(from: number, to: number, weight: number): void {
    const row = this.rows[from];
    if (row && from !== to) row.set(to, (row.get(to) ?? 0) + weight);
  }
  packed(): Pick<Graph, 'offsets' | 'targets' | 'weights'> {
    const offsets = new Uint32Array(this.rows.length + 1);
    for (const [at, row] of this.rows.entries()) offsets[at + 1] = (offsets[at] ?? 0) + row.size;
    const size = offsets[this.rows.length] ?? 0;
    const [targets, weights] = [new Uint32Array(size), new Float64Array(size)];
    for (const [at, row] of this.rows.entries()) {
      const sum = [...row.values()].reduce((total, weight) => total + weight, 0);
      let place = offsets[at] ?? 0;
      for (const [to, weight] of row) {
        targets[place] = to;
        weights[place++] = weight / sum;
      }
    }
    return { offsets, targets, weights };
  }
}

type Link = { readonly from: number; readonly to: number };

const runs = new Set(['function', 'method', 'constructor']);

/** From a type's method to the methods of the same name of what implements or extends it. */
const overrides = (facts: Facts, indexOf: ReadonlyMap<string, number>, members: Members): Link[] =>
  facts.references
    .filter(({ kind }) => kind === 'implements' || kind === 'extends')
    .flatMap(({ from, to }) => {
      const [derived, base] = [members.get(from), members.get(to)];
      if (!derived || !base) return [];
      const own = new Map(derived.filter(({ kind }) => runs.has(kind)).map((member) => [member.name, member.id]));
      return base.flatMap(({ id, name }) => linkOf(indexOf, id, own.get(name)));
    });

const linkOf = (indexOf: ReadonlyMap<string, number>, from: string | undefined, to: string | undefined): Link[] => {
  const [a, b] = [indexOf.get(from ?? ''), indexOf.get(to ?? '')];
  return a === undefined || b === undefined || a === b ? [] : [{ from: a, to: b }];
};

/** Who sends a command is answered by its handler, who publishes an event by who consumes it. */
const handled = (
  facts: Facts,
  symbols: readonly CodeSymbol[],
  indexOf: ReadonlyMap<string, number>,
  members: Members,
) => {
  const handlers = Map.groupBy(
    symbols.filter(({ name, kind }) => kind === 'class' && /.Handler$/.test(name)),
    ({ name }) => name.replace(/Handler$/, ''),
  );
  const byId = new Map(symbols.map((symbol) => [symbol.id, symbol]));
  const sent = facts.references.flatMap(({ from, to, kind }) => {
    if (kind !== 'uses' && kind !== 'calls') return [];
    const used = byId.get(to);
    const type = used?.kind === 'constructor' ? byId.get(used.container ?? '') : used;
    const answering = type ? (handlers.get(type.name) ?? []) : [];
    return answering.flatMap(({ id }) => [
      ...linkOf(indexOf, from, id),
      ...(members.get(id) ?? [])
        .filter(({ name }) => /^(Handle|Execute|Run|Process)/i.test(name))
        .flatMap((member) => linkOf(indexOf, from, member.id)),
    ]);
  });
  const consumers = Map.groupBy(
    facts.messages.filter(({ direction }) => direction === 'consumes'),
    ({ name }) => name,
  );
  const published = facts.messages
    .filter(({ direction }) => direction === 'publishes')
    .flatMap(({ name, symbol }) =>
      (consumers.get(name) ?? []).flatMap((consumer) => linkOf(indexOf, symbol, consumer.symbol)),
    );
  return [...sent, ...published];
};

type Members = ReadonlyMap<string, readonly CodeSymbol[]>;

/** The reference graph of all that is no test. */
export const graphOf = (facts: Facts): Graph => {
  const symbols = facts.symbols.filter(({ isTest }) => !isTest);
  const indexOf = new Map(symbols.map(({ id }, at) => [id, at]));
  const members: Members = Map.groupBy(
    symbols.filter(({ container }) => container !== undefined),
    ({ container = '' }) => container,
  );
  const edges = new Edges(symbols.length);
  const reaches = new Map<number, Set<number>>();
  const reach = ({ from, to }: Link) => {
    const row = reaches.get(from) ?? new Set();
    reaches.set(from, row.add(to));
  };
  for (const { from, to, kind, count } of facts.references) {
    for (const link of linkOf(indexOf, from, to)) {
      const [there, back] = along[kind];
      const weight = 1 + Math.log2(count);
      edges.add(link.from, link.to, there * weight);
      edges.add(link.to, link.from, back * weight);
      if (kind === 'calls') reach(link);
    }
  }
  for (const { id, container } of symbols) {
    for (const link of linkOf(indexOf, id, container)) {
      edges.add(link.from, link.to, toContainer);
      edges.add(link.to, link.from, toMember);
    }
  }
  for (const link of [...overrides(facts, indexOf, members), ...handled(facts, symbols, indexOf, members)]) {
    edges.add(link.from, link.to, 1);
    edges.add(link.to, link.from, 0.4);
    reach(link);
  }
  return {
    symbols,
    indexOf,
    ...edges.packed(),
    reaches: new Map([...reaches].map(([from, to]) => [from, [...to]])),
  };
};
