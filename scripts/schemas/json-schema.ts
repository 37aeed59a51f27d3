import * as z from 'zod';
import type { JsonObject } from '#schemas/json.ts';
import type { Published } from './published.ts';

const anyObject = z.record(z.string(), z.json());

/**
 * The JSON Schema of what is published: `input`, what is taken for it; `output`, what is written of it, with every default in its place.
 * The id of what says its own version ends in that.
 */
export const jsonSchemaOf = (
  { name, schema, version, title, description }: Published,
  io: 'input' | 'output',
): JsonObject => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return anyObject.parse({
    $schema,
    ...(version && { $id: `urn:dropforge:${name}:${version}` }),
    ...(title && { title }),
    ...(description && { description }),
    ...rest,
  });
};
