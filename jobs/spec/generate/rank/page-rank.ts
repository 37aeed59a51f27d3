import type { Graph } from './graph.ts';

const damping = 0.8;

export type PageRankOptions = {
  /** What a node may hold back, for each of its edges' root. */
  readonly tolerance?: number;
  /** Bounds the cost of one feature among many. */
  readonly pushes?: number;
};

/**
 * Personalised PageRank by forward push (Andersen, Chung, Lang 2006, https://doi.org/10.1109/FOCS.2006.44): a power iteration that only
 * touches where there is something left to hand on, so its cost is that of the neighbourhood and not of the repository. `seeds` are
 * shares that sum up to 1. What a node still holds at the end is below the tolerance or, after the last push, dropped. The function
 * that is returned works on arrays of its own, cleared behind it: it is made once for a graph.
 */
export const pageRanker = ({
  offsets,
  targets,
  weights,
}: Pick<Graph, 'offsets' | 'targets' | 'weights'>): ((
  seeds: ReadonlyMap<number, number>,
  options?: PageRankOptions,
) => Map<number, number>) => {
  const size = Math.max(0, offsets.length - 1);
  const [rank, residue, waiting] = [new Float64Array(size), new Float64Array(size), new Uint8Array(size)];
  return (seeds, { tolerance = 2e-5, pushes = 20_000 } = {}) => {
    const queue: number[] = [];
    const touched: number[] = [...seeds.keys()];
    for (const [node, share] of seeds) {
      residue[node] = share;
      waiting[node] = 1;
      queue.push(node);
    }
    for (let at = 0; at < queue.length && at < pushes; at++) {
      const node = queue[at] ?? 0;
      waiting[node] = 0;
      const held = residue[node] ?? 0;
      residue[node] = 0;
      rank[node] = (rank[node] ?? 0) + (1 - damping) * held;
      const end = offsets[node + 1] ?? 0;
      for (let edge = offsets[node] ?? 0; edge < end; edge++) {
        const to = targets[edge] ?? 0;
        const before = residue[to] ?? 0;
        if (before === 0 && rank[to] === 0) touched.push(to);
        const now = before + damping * held * (weights[edge] ?? 0);
        residue[to] = now;
        if (waiting[to] === 1) continue;
        const degree = (offsets[to + 1] ?? 0) - (offsets[to] ?? 0);
        if (now > tolerance * Math.max(1, Math.sqrt(degree))) {
          waiting[to] = 1;
          queue.push(to);
        }
      }
    }
    const found = new Map<number, number>();
    for (const node of touched) {
      if ((rank[node] ?? 0) > 0) found.set(node, rank[node] ?? 0);
      rank[node] = 0;
      residue[node] = 0;
      waiting[node] = 0;
    }
    return found;
  };
};
