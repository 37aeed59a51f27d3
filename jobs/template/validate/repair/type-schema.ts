import { loadRegistry } from '#shared/cloudformation/registry.ts';
import type {
  PropertyDefinition,
  PropertyDefinitions,
  PropertyType,
  ResourceType,
} from '#shared/cloudformation/resource-type.ts';
import { tokensOf } from '../document/pointer.ts';
import type { Target } from './target.ts';

/** Characters of schema that a model is shown; what is below the properties goes first. */
const longest = 24_000;

const refsOf = (type: PropertyType): string[] => {
  if (type.type === 'ref') return [type.ref];
  if (type.type === 'array' || type.type === 'map') return refsOf(type.element);
  return type.type === 'union' ? type.types.flatMap(refsOf) : [];
};

const plain = (definitions: PropertyDefinitions) =>
  Object.fromEntries(
    Object.entries(definitions).map(([name, { type, required }]) => [name, { type, ...(required && { required }) }]),
  );

/** The definitions that these properties lead to. */
const reached = (known: ResourceType, from: readonly PropertyDefinition[]): Set<string> => {
  const found = new Set<string>();
  const queue = from.flatMap(({ type }) => refsOf(type));
  for (let ref = queue.pop(); ref !== undefined; ref = queue.pop()) {
    if (found.has(ref)) continue;
    found.add(ref);
    queue.push(...Object.values(known.definitions[ref] ?? {}).flatMap(({ type }) => refsOf(type)));
  }
  return found;
};

/** What CloudFormation's registry says of a target's type: all its properties, and what lies below those that findings are about or that it requires. */
export const schemaOf = ({ type, diagnostics }: Target): object => {
  const known = loadRegistry().type(type);
  if (!known) return { type, unknown: true };
  const named = new Set(diagnostics.map(({ pointer }) => tokensOf(pointer)[3]));
  const concerned = Object.entries(known.properties).filter(([name, one]) => named.has(name) || one.required);
  const refs = reached(
    known,
    concerned.map(([, one]) => one),
  );
  const definitions = Object.fromEntries([...refs].map((ref) => [ref, plain(known.definitions[ref] ?? {})]));
  const properties = plain(known.properties);
  const full = { type, properties, definitions };
  return JSON.stringify(full).length <= longest ? full : { type, properties };
};
