import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type {
  PropertyDefinitions,
  PropertyType,
  Registry,
  ResourceType,
} from '#shared/cloudformation/resource-type.ts';

/** The type at some tokens below a type; undefined where the schema ends (`json`, a function, an unknown name). */
const inside = (known: ResourceType, type: PropertyType, tokens: readonly string[]): PropertyType[] => {
  if (type.type === 'union') return type.types.flatMap((one) => inside(known, one, tokens));
  const [token, ...rest] = tokens;
  if (token === undefined) return [type];
  if (type.type === 'array' || type.type === 'map') return inside(known, type.element, rest);
  if (type.type !== 'ref') return [];
  const definition = own(known.definitions[type.ref], token);
  return definition ? inside(known, definition.type, rest) : [];
};

const own = (definitions: PropertyDefinitions | undefined, name: string) =>
  definitions && Object.hasOwn(definitions, name) ? definitions[name] : undefined;

const namesOf = (known: ResourceType, type: PropertyType): string[] => {
  if (type.type === 'tag') return ['Key', 'Value'];
  return type.type === 'ref' ? Object.keys(known.definitions[type.ref] ?? {}) : [];
};

/** The resource that tokens of a pointer lead into. */
export const resourceAt = (
  template: JsonObject,
  registry: Registry,
  tokens: readonly string[],
): ResourceType | undefined => {
  const { Resources } = template;
  const resource: JsonValue | undefined =
    isObject(Resources) && tokens[1] !== undefined ? Resources[tokens[1]] : undefined;
  return isObject(resource) && typeof resource.Type === 'string' ? registry.type(resource.Type) : undefined;
};

/** The types a property may have, given the tokens of its pointer: ['Resources', id, 'Properties', …]. */
export const typesAt = (template: JsonObject, registry: Registry, tokens: readonly string[]): PropertyType[] => {
  const known = resourceAt(template, registry, tokens);
  const [section, , attribute, name, ...rest] = tokens;
  if (!known || section !== 'Resources' || attribute !== 'Properties' || name === undefined) return [];
  const definition = own(known.properties, name);
  return definition ? inside(known, definition.type, rest) : [];
};

/** The property names that are possible in the object at a pointer. */
export const namesAt = (template: JsonObject, registry: Registry, tokens: readonly string[]): string[] => {
  const known = resourceAt(template, registry, tokens);
  if (!known) return [];
  if (tokens.length === 3 && tokens[2] === 'Properties') return Object.keys(known.properties);
  return [...new Set(typesAt(template, registry, tokens).flatMap((type) => namesOf(known, type)))];
};
