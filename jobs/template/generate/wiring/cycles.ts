import { compare } from '../assembly/canonical.ts';
import { cycleIn, cyclicComponents } from './components.ts';

/** One resource's reference to another. `strength` says how much is lost without it; a fixed one was written by hand and stays. */
export type Edge = { readonly from: string; readonly to: string; readonly strength: number; readonly fixed: boolean };

/** References that must not be made, each with a cycle that it would have closed. */
export type Cut = { readonly from: string; readonly to: string; readonly cycle: readonly string[] };

export type Acyclic = { readonly cuts: readonly Cut[]; readonly unbroken: readonly (readonly string[])[] };

type Pair = { readonly strength: number; readonly fixed: boolean };
type Pairs = Map<string, Map<string, Pair>>;

const pairsOf = (edges: readonly Edge[]): Pairs => {
  const pairs: Pairs = new Map();
  for (const { from, to, strength, fixed } of edges) {
    const targets = pairs.get(from) ?? new Map<string, Pair>();
    pairs.set(from, targets);
    if (!pairs.has(to)) pairs.set(to, new Map());
    const there = targets.get(to);
    targets.set(to, {
      strength: Math.max(strength, there?.strength ?? 0),
      fixed: fixed || (there?.fixed ?? false),
    });
  }
  return pairs;
};

const graphOf = (pairs: Pairs, members: Iterable<string>) => {
  const inside = new Set(members);
  return new Map(
    [...inside].map((node) => [node, new Set((pairs.get(node)?.keys() ?? []).filter((to) => inside.has(to)))]),
  );
};

/** The step of a cycle that is missed least; the same one whatever the order in which it was found. */
const weakest = (pairs: Pairs, cycle: readonly string[]): readonly [string, string] | undefined => {
  const steps = cycle
    .slice(1)
    .map((to, at) => ({ from: cycle[at] ?? '', to, pair: pairs.get(cycle[at] ?? '')?.get(to) }));
  const [first] = steps
    .filter(({ pair }) => pair && !pair.fixed)
    .sort(
      (a, b) => (a.pair?.strength ?? 0) - (b.pair?.strength ?? 0) || compare(a.from, b.from) || compare(a.to, b.to),
    );
  return first && [first.from, first.to];
};

/** Two resources that refer to each other are by far the commonest cycle, often thousands around one role: all in one pass. */
const cutMutual = (pairs: Pairs): Cut[] => {
  const cuts: Cut[] = [];
  for (const from of [...pairs.keys()].sort(compare)) {
    for (const to of [...(pairs.get(from)?.keys() ?? [])].sort(compare)) {
      const cycle = [from, to, from];
      const cut = from !== to && pairs.get(to)?.has(from) ? weakest(pairs, cycle) : undefined;
      if (!cut) continue;
      pairs.get(cut[0])?.delete(cut[1]);
      cuts.push({ from: cut[0], to: cut[1], cycle });
    }
  }
  return cuts;
};

/** More cycles than this, and the rest is cut coarsely: time stays linear, some references are given up that might have stayed. */
const patience = 300;

const cutBackwards = (pairs: Pairs, members: readonly string[]): Cut[] => {
  const cuts: Cut[] = [];
  const inside = new Set(members);
  for (const from of members) {
    for (const [to, { fixed }] of pairs.get(from) ?? []) {
      if (fixed || !inside.has(to) || compare(from, to) < 0) continue;
      pairs.get(from)?.delete(to);
      cuts.push({ from, to, cycle: [from, to, from] });
    }
  }
  return cuts;
};

const componentsOf = (pairs: Pairs, members: Iterable<string>): string[][] =>
  cyclicComponents(graphOf(pairs, members)).map((each) => [...each].sort(compare));

/**
 * Which references to leave out so that no cycle remains: in each cycle the one that is missed least. A cycle of hand-written references
 * alone is left as it is, and told.
 */
export const breakCycles = (edges: readonly Edge[]): Acyclic => {
  const pairs = pairsOf(edges);
  const cuts = cutMutual(pairs);
  const unbroken: (readonly string[])[] = [];
  const pending = componentsOf(pairs, [...pairs.keys()].sort(compare));
  let rounds = 0;
  for (let members = pending.pop(); members; members = pending.pop()) {
    rounds += 1;
    if (rounds === patience) for (const each of [members, ...pending]) cuts.push(...cutBackwards(pairs, each));
    const cycle = cycleIn(graphOf(pairs, members), members);
    const cut = cycle && weakest(pairs, cycle);
    if (cycle && !cut) unbroken.push(cycle);
    if (cycle && cut) {
      pairs.get(cut[0])?.delete(cut[1]);
      cuts.push({ from: cut[0], to: cut[1], cycle });
    }
    // A cycle that cannot be broken is set aside by leaving out the resource it was found through.
    pending.push(...componentsOf(pairs, cut || !cycle ? members : members.slice(1)));
  }
  return { cuts, unbroken };
};
