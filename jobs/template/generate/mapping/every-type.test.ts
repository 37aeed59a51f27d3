import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import type { PropertyDefinitions, PropertyType, ResourceType } from '#shared/cloudformation/resource-type.ts';
import { mapPart } from './map-part.ts';

const registry = loadRegistry();

const sampleScalar: Partial<Record<PropertyType['type'], JsonValue>> = {
  'date-time': '2026-01-01T00:00:00Z',
  integer: 3,
  number: 2.5,
  boolean: true,
  json: { Data: ['x', 1] },
  tag: { Key: 'k', Value: 'v' },
  null: null,
};

const sampleOf = (definitions: PropertyDefinitions, type: ResourceType, depth: number): JsonObject => {
  const entries = Object.entries(definitions).map(([name, definition]) => [
    name,
    sample(definition.type, type, name, depth),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
};

/** A value of a type, each property of each definition filled, to a depth that recursive types don't exceed. */
const sample = (of: PropertyType, type: ResourceType, name: string, depth: number): JsonValue | undefined => {
  if (of.type === 'string') return of.allowedValues?.[0] ?? `a ${name}`;
  if (of.type === 'array' || of.type === 'map') {
    const element = sample(of.element, type, name, depth);
    if (element === undefined) return undefined;
    return of.type === 'array' ? [element] : { oneKey: element };
  }
  if (of.type === 'union') return of.types[0] && sample(of.types[0], type, name, depth);
  if (of.type !== 'ref') return sampleScalar[of.type];
  const value = depth > 4 ? {} : sampleOf(type.definitions[of.ref] ?? {}, type, depth + 1);
  return Object.keys(value).length > 0 ? value : undefined;
};

const asData = new Set(['Data', 'oneKey']);

/** As AWS Config would show it: names in camel case, numbers and booleans as strings. */
const asShown = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(asShown);
  if (!isObject(value)) return value === null ? null : String(value);
  const renamed = (name: string) => (asData.has(name) ? name : name.charAt(0).toLowerCase() + name.slice(1));
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [renamed(name), asShown(child ?? null)]));
};

/** Free JSON keeps the strings it came in. */
const comparable = (value: JsonValue | undefined): string => {
  if (Array.isArray(value)) return `[${value.map(comparable).join()}]`;
  if (!isObject(value)) return String(value);
  return `{${Object.keys(value)
    .sort()
    .map((name) => `${name}:${comparable(value[name])}`)
    .join()}}`;
};

const recallOf = (name: string): { properties: number; recalled: number } => {
  const type = registry.type(name);
  const properties = type ? sampleOf(type.properties, type, 0) : {};
  const mapping = mapPart(
    {
      source: { file: 'snapshot.json', pointer: '' },
      under: '',
      dialect: 'aws-config',
      type: name,
      called: name,
      identifiers: ['one'],
      properties: asShown(properties) as JsonObject,
    },
    registry,
  );
  const mapped = mapping.outcome === 'mapped' ? mapping.pieces.find((piece) => piece.type === name)?.properties : {};
  const names = Object.keys(properties);
  const recalled = names.filter((each) => comparable(mapped?.[each]) === comparable(properties[each]));
  return { properties: names.length, recalled: recalled.length };
};

describe('the mechanism is general: it needs no list of types', () => {
  it('finds 99 of 100 properties of every type again, whatever their case and however their scalars are written', () => {
    const recalls = registry.types.map(recallOf);
    const total = (of: 'properties' | 'recalled') => recalls.reduce((sum, recall) => sum + recall[of], 0);
    expect(total('properties')).toBeGreaterThan(12_000);
    expect(total('recalled') / total('properties')).toBeGreaterThan(0.99);
  });
});
