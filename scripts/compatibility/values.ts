import type { JsonObject, JsonValue } from '#schemas/json.ts';

/** Every value there is, if the schema names them. */
export const valuesOf = (schema: JsonObject): readonly JsonValue[] | undefined => {
  if (schema.const !== undefined) return [schema.const];
  if (Array.isArray(schema.enum)) return schema.enum;
  return schema.type === 'boolean' ? [true, false] : schema.type === 'null' ? [null] : undefined;
};
