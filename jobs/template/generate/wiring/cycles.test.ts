import fc from 'fast-check';
import { cyclicComponents } from './components.ts';
import { breakCycles, type Edge } from './cycles.ts';

const edge = (from: string, to: string, strength = 1, fixed = false): Edge => ({ from, to, strength, fixed });

const left = (edges: readonly Edge[]) => {
  const cut = new Set(breakCycles(edges).cuts.map(({ from, to }) => `${from} ${to}`));
  const graph = new Map<string, Set<string>>();
  for (const { from, to } of edges.filter((each) => !cut.has(`${each.from} ${each.to}`))) {
    graph.set(from, (graph.get(from) ?? new Set()).add(to));
    if (!graph.has(to)) graph.set(to, new Set());
  }
  return graph;
};

describe('breaking cycles', () => {
  it('leaves none, whatever refers to whom', () => {
    const node = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G');
    const edges = fc.array(
      fc.tuple(node, node, fc.integer({ min: 0, max: 3 })).filter(([from, to]) => from !== to),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(edges, (all) => {
        expect(cyclicComponents(left(all.map(([from, to, strength]) => edge(from, to, strength))))).toEqual([]);
      }),
    );
  });

  it('cuts nothing where there is no cycle', () => {
    expect(breakCycles([edge('A', 'B'), edge('B', 'C'), edge('A', 'C')]).cuts).toEqual([]);
  });

  it('gives up the reference that is missed least, and names the path', () => {
    const { cuts } = breakCycles([edge('Function', 'Role', 3), edge('Role', 'Queue', 1), edge('Queue', 'Function', 0)]);
    expect(cuts).toEqual([{ from: 'Queue', to: 'Function', cycle: ['Function', 'Role', 'Queue', 'Function'] }]);
  });

  it('does the same whatever the order of references', () => {
    const edges = [edge('A', 'B'), edge('B', 'C'), edge('C', 'A'), edge('C', 'D'), edge('D', 'C')];
    expect(breakCycles([...edges].reverse())).toEqual(breakCycles(edges));
  });

  it('leaves hand-written references alone and tells of the cycle', () => {
    const { cuts, unbroken } = breakCycles([edge('A', 'B', 9, true), edge('B', 'A', 9, true), edge('B', 'C')]);
    expect(cuts).toEqual([]);
    expect(unbroken).toEqual([['A', 'B', 'A']]);
  });

  it('comes to an end with one role and thousands of functions that refer to each other, and with a ring of thousands', () => {
    const ids = Array.from({ length: 5000 }, (_, at) => `F${at}`);
    const hub = ids.flatMap((id) => [edge(id, 'Role', 3), edge('Role', id, 0)]);
    const ring = ids.map((id, at) => edge(id, ids[(at + 1) % ids.length] ?? ''));
    expect(cyclicComponents(left(hub))).toEqual([]);
    expect(breakCycles(ring).cuts).toHaveLength(1);
  });
});
