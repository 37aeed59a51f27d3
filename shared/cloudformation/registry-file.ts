import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Registry, ResourceType } from './resource-type.ts';

/**
 * The registry file: Brotli over a line of JSON (type name -> [offset, length]) and one JSON document a type. A type is
 * parsed when it is asked for, so opening costs 20 ms and 12 MB where the source costs 360 ms and 180 MB. See docs/decisions/registry.md.
 */
export const registryFileName = 'cloudformation-registry.br';

const reference = z.object({ $ref: z.string() });
const entity = z.looseObject({ $id: z.string() });
const property = z.looseObject({
  type: z.json(),
  required: z.boolean().optional(),
  defaultValue: z.string().optional(),
  causesReplacement: z.enum(['yes', 'no', 'maybe']).optional(),
  relationshipRefs: z.array(z.object({ cloudFormationType: z.string(), propertyName: z.string() })).optional(),
});
const properties = z.record(z.string(), property);

const database = z.object({
  schema: z.object({
    resource: z.object({
      entities: z.array(
        entity.extend({
          cloudFormationType: z.string(),
          name: z.string(),
          properties,
          attributes: z.record(z.string(), z.unknown()),
          primaryIdentifier: z.array(z.string()).optional(),
          cfnRefIdentifier: z.array(z.string()).optional(),
          arnTemplate: z.string().optional(),
          cloudFormationTransform: z.string().optional(),
          tagInformation: z
            .object({ tagPropertyName: z.string(), variant: z.enum(['standard', 'asg', 'map']) })
            .optional(),
        }),
      ),
    }),
    typeDefinition: z.object({ entities: z.array(entity.extend({ properties })) }),
    usesType: z.object({ forward: z.record(z.string(), z.array(z.object({ $id: z.string() }))) }),
  }),
});

type SourceProperty = z.infer<typeof property>;
type Json = z.infer<ReturnType<typeof z.json>>;

/** `{ type: 'ref', reference: { $ref } }` becomes `{ type: 'ref', ref }`, at any depth. */
const compactType = (type: Json): Json => {
  if (Array.isArray(type)) return type.map(compactType);
  if (typeof type !== 'object' || type === null) return type;
  const target = reference.safeParse(type.reference);
  if (target.success) return { type: 'ref', ref: target.data.$ref };
  return Object.fromEntries(Object.entries(type).map(([name, value]) => [name, compactType(value)]));
};

const literal = (text: string): Json | undefined => {
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

const compactProperty = (source: SourceProperty) => ({
  type: compactType(source.type),
  ...(source.required ? { required: true } : {}),
  ...(source.causesReplacement === 'yes' ? { createOnly: true } : {}),
  ...(source.defaultValue === undefined ? {} : { default: literal(source.defaultValue) }),
  ...(source.relationshipRefs
    ? { refersTo: source.relationshipRefs.map((to) => ({ type: to.cloudFormationType, property: to.propertyName })) }
    : {}),
});

const compactProperties = (source: Readonly<Record<string, SourceProperty>>) =>
  Object.fromEntries(Object.entries(source).map(([name, definition]) => [name, compactProperty(definition)]));

/** Makes the registry file of the database in `@aws-cdk/aws-service-spec` (`db.json.gz`); throws if it has another shape. */
export const packRegistry = (databaseFile: Buffer): Buffer => {
  const { schema } = database.parse(JSON.parse(gunzipSync(databaseFile).toString('utf8')));
  const definitions = new Map(schema.typeDefinition.entities.map((each) => [each.$id, each.properties]));
  const index: Record<string, [number, number]> = {};
  const documents: Buffer[] = [];
  let offset = 0;
  for (const source of schema.resource.entities) {
    const used = (schema.usesType.forward[source.$id] ?? []).map(({ $id }) => $id);
    const identifier = source.primaryIdentifier ?? [];
    const document = Buffer.from(
      JSON.stringify({
        type: source.cloudFormationType,
        name: source.name,
        properties: compactProperties(source.properties),
        definitions: Object.fromEntries(used.map((id) => [id, compactProperties(definitions.get(id) ?? {})])),
        attributes: Object.keys(source.attributes),
        primaryIdentifier: identifier,
        refIdentifier: source.cfnRefIdentifier ?? identifier,
        arnTemplate: source.arnTemplate,
        tags: source.tagInformation && {
          property: source.tagInformation.tagPropertyName,
          variant: source.tagInformation.variant,
        },
        transform: source.cloudFormationTransform,
      }),
    );
    index[source.cloudFormationType] = [offset, document.length];
    documents.push(document);
    offset += document.length;
  }
  const whole = Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...documents]);
  return brotliCompressSync(whole, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
};

/** Opens a registry file that `packRegistry` made. */
export const openRegistry = (file: Buffer): Registry => {
  const whole = brotliDecompressSync(file);
  const start = whole.indexOf(10) + 1;
  const parsed: Record<string, [number, number]> = JSON.parse(whole.toString('utf8', 0, start));
  const index = new Map(Object.entries(parsed));
  const known = new Map<string, ResourceType>();
  const read = ([offset, length]: [number, number]): ResourceType =>
    JSON.parse(whole.toString('utf8', start + offset, start + offset + length));
  return {
    types: [...index.keys()],
    type: (name) => {
      const place = index.get(name);
      const found = known.get(name) ?? (place && read(place));
      if (found) known.set(name, found);
      return found;
    },
  };
};
