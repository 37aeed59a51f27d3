import { isObject, type JsonObject } from '#schemas/json.ts';
import { maxTemplateBytes, templateLimits } from '../assembly/limits.ts';
import { keyOf, type Node } from './graph.ts';
import type { Layered } from './layered.ts';

/** The units of one stack, in order. */
export type Bin = { readonly deployed: number; readonly units: readonly Layered[] };

/** What the stacks of a place take from each other, and what they write down on their own. */
type Measures = {
  readonly consumers: ReadonlyMap<string, ReadonlySet<Node>>;
  /** By logical id: how many of the template's own outputs go with the resource. */
  readonly outputs: ReadonlyMap<string, number>;
  readonly parameterBytes: ReadonlyMap<string, number>;
  readonly maxBytes: number;
};

/** An export with its name and value, and the parameter that all names begin with. */
const exportBytes = 180;
const ownParameters = 1;

/** A stack of fewer resources is put together with its neighbour, if both fit. */
const small = 20;

const consumersOf = (nodes: readonly Node[]) => {
  const consumers = new Map<string, Set<Node>>();
  for (const node of nodes) {
    for (const reference of node.references) {
      const key = keyOf(reference);
      consumers.set(key, (consumers.get(key) ?? new Set()).add(node));
    }
  }
  return consumers;
};

const nodesIn = (units: readonly Layered[]): Node[] => units.flatMap(({ members }) => members);

/** How many values others would import from a stack of these. */
const exportsOf = (nodes: readonly Node[], returned: ReadonlyMap<string, readonly string[]>, measures: Measures) => {
  const inside = new Set(nodes);
  let count = 0;
  for (const { placed } of nodes) {
    for (const key of returned.get(placed.logicalId) ?? []) {
      for (const consumer of measures.consumers.get(key) ?? []) {
        if (inside.has(consumer)) continue;
        count += 1;
        break;
      }
    }
  }
  return count;
};

const fitting = (measures: Measures) => {
  // 'Orders.Arn' is what Orders returns: by its id.
  const returned = Map.groupBy(measures.consumers.keys(), (key) => key.split('.')[0] ?? key);
  return (units: readonly Layered[]): boolean => {
    const nodes = nodesIn(units);
    if (nodes.length > templateLimits.Resources) return false;
    const parameters = new Set(nodes.flatMap((node) => [...node.parameters]));
    if (parameters.size + ownParameters > templateLimits.Parameters) return false;
    if (new Set(nodes.flatMap((node) => [...node.mappings])).size > templateLimits.Mappings) return false;
    const exported = exportsOf(nodes, returned, measures);
    const written = nodes.reduce((sum, { placed }) => sum + (measures.outputs.get(placed.logicalId) ?? 0), 0);
    if (exported + written > templateLimits.Outputs) return false;
    const asked = [...parameters].reduce((sum, name) => sum + (measures.parameterBytes.get(name) ?? 0), 0);
    const bytes = nodes.reduce((sum, node) => sum + node.bytes, asked + exported * exportBytes);
    return bytes <= measures.maxBytes;
  };
};

/** As many of the units as fit, at least one: tried by doubling, then by halving. */
const prefix = (units: readonly Layered[], fits: (units: readonly Layered[]) => boolean): number => {
  const isGood = (count: number) => count <= units.length && fits(units.slice(0, count));
  let [good, bad] = [1, 2];
  while (bad <= units.length && isGood(bad)) [good, bad] = [bad, bad * 2];
  bad = Math.min(bad, units.length + 1);
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isGood(middle)) good = middle;
    else bad = middle;
  }
  return good;
};

const sizeOf = ({ units }: Bin): number => units.reduce((sum, { members }) => sum + members.length, 0);

/** Neighbours of which one is small, as one: the order says that this makes no circle. */
const gathered = (bins: readonly Bin[], fits: (units: readonly Layered[]) => boolean): Bin[] => {
  const result: Bin[] = [];
  for (const bin of bins) {
    const last = result.at(-1);
    const both = last && { ...(sizeOf(last) < sizeOf(bin) ? bin : last), units: [...last.units, ...bin.units] };
    if (last && both && Math.min(sizeOf(last), sizeOf(bin)) < small && fits(both.units)) result.splice(-1, 1, both);
    else result.push(bin);
  }
  return result;
};

/**
 * Cuts the ordered units into stacks, a layer at a time, each within CloudFormation's limits as far as a unit alone is. `outputs` says how
 * many of the template's outputs go with a resource; `tightness` makes stacks smaller than their estimated size suggests.
 */
export const binsOf = (
  ordered: readonly Layered[],
  sections: JsonObject,
  outputs: ReadonlyMap<string, number>,
  tightness = 1,
): readonly Bin[] => {
  const parameters = isObject(sections.Parameters) ? Object.entries(sections.Parameters) : [];
  const fits = fitting({
    consumers: consumersOf(nodesIn(ordered)),
    outputs,
    parameterBytes: new Map(parameters.map(([name, value]) => [name, JSON.stringify(value).length + name.length + 30])),
    maxBytes: (maxTemplateBytes * 0.9) / tightness,
  });
  const bins: Bin[] = [];
  for (const [deployed, units] of Map.groupBy(ordered, (unit) => unit.deployed)) {
    for (let rest = units; rest.length > 0; ) {
      const count = prefix(rest, fits);
      bins.push({ deployed, units: rest.slice(0, count) });
      rest = rest.slice(count);
    }
  }
  return gathered(bins, fits);
};
