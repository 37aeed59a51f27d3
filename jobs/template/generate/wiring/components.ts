/** Who refers to whom: logical id -> logical ids. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

type Frame = { readonly node: string; readonly next: Iterator<string> };

/**
 * The strongly connected components in which there is a cycle, each with its members in the graph's order.
 * Tarjan's algorithm (SIAM J. Comput. 1(2), 1972), without recursion: a chain of 10,000 resources must not exhaust the stack.
 */
export const cyclicComponents = (graph: Graph): readonly (readonly string[])[] => {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open = new Set<string>();
  const stack: string[] = [];
  const components: string[][] = [];
  const frames: Frame[] = [];

  const enter = (node: string): void => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    stack.push(node);
    open.add(node);
    frames.push({ node, next: (graph.get(node) ?? []).values() });
  };
  const lower = (node: string, to: number | undefined): void => {
    low.set(node, Math.min(low.get(node) ?? 0, to ?? 0));
  };
  const close = (root: string): void => {
    const members: string[] = [];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      open.delete(node);
      members.push(node);
      if (node === root) break;
    }
    if (members.length > 1 || graph.get(root)?.has(root)) components.push(members.reverse());
  };

  for (const start of graph.keys()) {
    if (order.has(start)) continue;
    enter(start);
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const { node, next } = frame;
      const step = next.next();
      if (!step.done) {
        if (!order.has(step.value)) enter(step.value);
        else if (open.has(step.value)) lower(node, order.get(step.value));
        continue;
      }
      frames.pop();
      const parent = frames.at(-1);
      if (parent) lower(parent.node, low.get(node));
      if (low.get(node) === order.get(node)) close(node);
    }
  }
  return components;
};

/** A shortest cycle through the first of the members, as a path that ends where it began; undefined if there is none. */
export const cycleIn = (graph: Graph, members: readonly string[]): readonly string[] | undefined => {
  const [start] = members;
  if (start === undefined) return undefined;
  const inside = new Set(members);
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const to of graph.get(node) ?? []) {
      if (to === start) return trace(cameFrom, start, node);
      if (!inside.has(to) || cameFrom.has(to)) continue;
      cameFrom.set(to, node);
      queue.push(to);
    }
  }
  return undefined;
};

const trace = (cameFrom: ReadonlyMap<string, string>, start: string, last: string): string[] => {
  const path = [start];
  for (let node: string | undefined = last; node !== undefined && node !== start; node = cameFrom.get(node))
    path.push(node);
  return [...path, start].reverse();
};
