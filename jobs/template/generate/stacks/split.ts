import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { Composed } from '../assembly/compose.ts';
import { usedBy } from '../import/unused.ts';
import { type Bin, binsOf } from './bins.ts';
import { graphOf, type Node } from './graph.ts';
import { type Layered, layered } from './layered.ts';
import { outputHomes } from './output-homes.ts';
import { unitsOf } from './units.ts';

/** Stacks in the order of deployment, and by output the resource that it goes with. */
export type Split = { readonly bins: readonly Bin[]; readonly homes: ReadonlyMap<string, string> };

const entriesOf = (value: JsonValue | undefined) => (isObject(value) ? Object.entries(value) : []);

/** What the outputs that go with a resource take along into its stack, besides what it takes itself. */
const withOutputs = (node: Node, outputs: readonly JsonValue[], sections: JsonObject): Node => {
  const used = usedBy(outputs, sections);
  const declared = new Set(entriesOf(sections.Parameters).map(([name]) => name));
  return {
    ...node,
    parameters: node.parameters.union(used.parameters.intersection(declared)),
    mappings: node.mappings.union(used.mappings),
  };
};

/** The resources of a composition in as many stacks as CloudFormation's limits ask for. */
export const split = ({ resources, sections }: Composed, registry: Registry, tightness: number): Split => {
  const ordered = layered(unitsOf(graphOf(resources, sections), registry));
  const ids = ordered.flatMap(({ members }) => members.map(({ placed }) => placed.logicalId));
  const homes = outputHomes(sections.Outputs, ids);
  const outputs = Map.groupBy(entriesOf(sections.Outputs), ([name]) => homes.get(name) ?? '');
  const complete = (node: Node): Node => {
    const own = outputs.get(node.placed.logicalId);
    return own
      ? withOutputs(
          node,
          own.map(([, output = null]) => output),
          sections,
        )
      : node;
  };
  const units = ordered.map((unit): Layered => ({ ...unit, members: unit.members.map(complete) }));
  const counts = new Map([...outputs].map(([id, own]) => [id, own.length]));
  return { bins: binsOf(units, sections, counts, tightness), homes };
};
