import { isObject, type JsonValue } from '#schemas/json.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { Composed } from '../assembly/compose.ts';
import { eachReference } from '../assembly/references.ts';
import { type Bin, binsOf } from './bins.ts';
import { graphOf } from './graph.ts';
import { layered } from './layered.ts';
import { unitsOf } from './units.ts';

/** How many of the template's own outputs go with each resource: with the last that an output tells of. */
const outputsByResource = (outputs: JsonValue | undefined, position: ReadonlyMap<string, number>) => {
  const counts = new Map<string, number>();
  for (const output of Object.values(isObject(outputs) ? outputs : {})) {
    let last: string | undefined;
    eachReference(output, ({ id }) => {
      const at = position.get(id);
      if (at !== undefined && at >= (position.get(last ?? '') ?? 0)) last = id;
    });
    if (last !== undefined) counts.set(last, (counts.get(last) ?? 0) + 1);
  }
  return counts;
};

/** The resources of a composition in as many stacks as CloudFormation's limits ask for, in the order of deployment. */
export const split = ({ resources, sections }: Composed, registry: Registry, tightness: number): readonly Bin[] => {
  const ordered = layered(unitsOf(graphOf(resources, sections), registry));
  const ids = ordered.flatMap(({ members }) => members.map(({ placed }) => placed.logicalId));
  const position = new Map(ids.map((id, at) => [id, at]));
  return binsOf(ordered, sections, outputsByResource(sections.Outputs, position), tightness);
};
