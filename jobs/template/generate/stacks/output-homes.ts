import { isObject, type JsonValue } from '#schemas/json.ts';
import { eachReference } from '../assembly/references.ts';

/**
 * By output: the logical id of the resource whose stack has it, which is the last that it tells of. Outputs that tell of no resource are spread evenly
 * over all, for each may bring a parameter along. `ids` are in the order of deployment.
 */
export const outputHomes = (outputs: JsonValue | undefined, ids: readonly string[]): ReadonlyMap<string, string> => {
  const position = new Map(ids.map((id, at) => [id, at]));
  const homes = new Map<string, string>();
  const anywhere: string[] = [];
  for (const [name, output] of Object.entries(isObject(outputs) ? outputs : {})) {
    let last: string | undefined;
    eachReference(output, ({ id }) => {
      const at = position.get(id);
      if (at !== undefined && at >= (position.get(last ?? '') ?? 0)) last = id;
    });
    if (last === undefined) anywhere.push(name);
    else homes.set(name, last);
  }
  for (const [at, name] of anywhere.entries()) {
    const home = ids[Math.floor((at * ids.length) / anywhere.length)];
    if (home !== undefined) homes.set(name, home);
  }
  return homes;
};
