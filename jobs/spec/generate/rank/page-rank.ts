import type { Graph } from './graph.ts';

const damping = 0.8;
const most = 40_000;

/**
 * Personalised PageRank by forward push (Andersen, Chung, Lang 2006, https://doi.org/10.1109/FOCS.2006.44): a power iteration that only
 * touches where there is something left to hand on, so its cost is that of the neighbourhood and not of the repository. `seeds` are
 * shares that sum up to 1. At most `most` pushes; what a node still holds then is below `tolerance` of its degree or dropped.
 */
export const pageRank = (
  { offsets, targets, weights }: Pick<Graph, 'offsets' | 'targets' | 'weights'>,
  seeds: ReadonlyMap<number, number>,
  tolerance = 2e-5,
): Map<number, number> => {
  const rank = new Map<number, number>();
  const residue = new Map(seeds);
  const queue = [...seeds.keys()];
  const waiting = new Set(queue);
  for (let at = 0; at < queue.length && at < most; at++) {
    const node = queue[at] ?? 0;
    waiting.delete(node);
    const held = residue.get(node) ?? 0;
    residue.set(node, 0);
    rank.set(node, (rank.get(node) ?? 0) + (1 - damping) * held);
    for (let edge = offsets[node] ?? 0; edge < (offsets[node + 1] ?? 0); edge++) {
      const to = targets[edge] ?? 0;
      const now = (residue.get(to) ?? 0) + damping * held * (weights[edge] ?? 0);
      residue.set(to, now);
      const degree = (offsets[to + 1] ?? 0) - (offsets[to] ?? 0);
      if (now > tolerance * Math.max(1, Math.sqrt(degree)) && !waiting.has(to)) {
        waiting.add(to);
        queue.push(to);
      }
    }
  }
  return rank;
};
