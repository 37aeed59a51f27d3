import type {
  PropertyDefinition,
  PropertyDefinitions,
  PropertyType,
  ResourceType,
} from '#shared/cloudformation/resource-type.ts';
import { entry } from '#shared/entry.ts';

/** A property name or a position in a list. */
export type Path = readonly (string | number)[];

type Node = PropertyDefinition | { readonly type: PropertyType };

const definitionsBelow = (type: PropertyType, definitions: ResourceType['definitions']): PropertyDefinitions[] => {
  if (type.type === 'ref') return [definitions[type.ref] ?? {}];
  if (type.type === 'union') return type.types.flatMap((each) => definitionsBelow(each, definitions));
  return [];
};

const elements = (type: PropertyType): PropertyType[] => {
  if (type.type === 'array' || type.type === 'map') return [type.element];
  return type.type === 'union' ? type.types.flatMap(elements) : [];
};

const own = (definitions: PropertyDefinitions, name: string): Node[] => {
  const found = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
  return found ? [found] : [];
};

/** One step down: into an element (which keeps what the list refers to) or into a property. */
const step = (node: Node, key: string | number, definitions: ResourceType['definitions']): Node[] => {
  const inside = elements(node.type).map((type) => ({ ...node, type }));
  if (typeof key === 'number') return inside;
  const named = definitionsBelow(node.type, definitions).flatMap((each) => own(each, key));
  return named.length > 0 ? named : inside;
};

const nodesAt = (resource: ResourceType, path: Path): Node[] => {
  const [first, ...rest] = path;
  const start = own(resource.properties, String(first));
  return rest.reduce((nodes: Node[], key) => nodes.flatMap((node) => step(node, key, resource.definitions)), start);
};

/** The resource types whose id, name or ARN the registry expects at a path of a resource's properties; none if it says nothing. */
export const expectedTypes = (resource: ResourceType | undefined, path: Path): ReadonlySet<string> => {
  if (!resource) return nothing;
  const types = nodesAt(resource, path).flatMap((node) => ('refersTo' in node ? (node.refersTo ?? []) : []));
  return types.length === 0 ? nothing : new Set(types.flatMap(({ type }) => [type, ...(entry(lenders, type) ?? [])]));
};

/** Types that have one of another within them: an API its root resource. */
const lenders: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::Resource': ['AWS::ApiGateway::RestApi'],
};

const nothing: ReadonlySet<string> = new Set();
