import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';

const at = (root: JsonObject, pointer: string): JsonValue | undefined =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((value: JsonValue | undefined, step) => (isObject(value) ? value[step] : undefined), root);

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);

const both = (one: JsonObject, other: JsonObject): JsonObject => {
  const required = [...listOf(one.required), ...listOf(other.required)];
  return {
    ...one,
    ...other,
    ...(isObject(one.properties) &&
      isObject(other.properties) && {
        properties: { ...one.properties, ...other.properties },
      }),
    ...(required.length > 0 && { required }),
  };
};

/**
 * Follows references into the document, and makes one schema of those that all must hold. Throws for a reference that leads
 * nowhere, or only to itself.
 */
export const resolver = (root: JsonObject) => {
  const resolve = (schema: JsonObject, seen: readonly string[] = []): JsonObject => {
    const { $ref, allOf, ...rest } = schema;
    if (typeof $ref === 'string') {
      const target = at(root, $ref);
      if (!isObject(target) || seen.includes($ref)) throw new Error(`The reference ${$ref} leads nowhere`);
      return both(resolve(target, [...seen, $ref]), rest);
    }
    return listOf(allOf).reduce(
      (made: JsonObject, part) => (isObject(part) ? both(made, resolve(part, seen)) : made),
      rest,
    );
  };
  return (schema: JsonObject): JsonObject => resolve(schema);
};
