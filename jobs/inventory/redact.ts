import type { InventoryResource, Json } from '#schemas/inventory/resource.ts';
import { isObject, type JsonObject } from '#schemas/json.ts';
import { holdsSecret, isReference, nameTellsSecret } from '#shared/exports/secret-patterns.ts';
import { maskSecrets } from '#shared/exports/secrets.ts';

/** Stands in place of a value that is never stored. Which of the two says whether it looked like a secret. */
export const plainValue = '(not stored)';
export const secretValue = '(secret, not stored)';

const looksSecret = (name: string, value: string): boolean =>
  value !== '' && !isReference(value) && (nameTellsSecret(name, value) || holdsSecret(value));

const isKnownMask = (value: unknown): boolean => value === plainValue || value === secretValue;

const withoutValues = (variables: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(variables).map(([name, value]) => {
      if (isKnownMask(value)) return [name, value];
      const isSecret = typeof value === 'string' ? looksSecret(name, value) : isObject(value);
      return [name, isSecret ? secretValue : plainValue];
    }),
  );

const isEnvironment = (key: string, value: unknown): value is JsonObject =>
  /^environment$/i.test(key) && isObject(value);
const isScript = (key: string): boolean => /^userdata$/i.test(key);

type Fields = InventoryResource['configuration'];

/** An environment is no matter of looks: none of its values is stored, so the usual masking must not see it. */
const fieldWithout = (key: string, value: Json): Json => {
  if (isScript(key) && value !== null) return plainValue;
  if (!isEnvironment(key, value)) return (maskSecrets({ [key]: value }) as Fields)[key] ?? null;
  const entries = Object.entries(value).map(([name, each]) =>
    /^variables$/i.test(name) && isObject(each) ? [name, withoutValues(each)] : [name, each],
  );
  return Object.fromEntries(entries) as Json;
};

/** The values of tags that look like secrets, without them. */
const tagsWithout = (tags: InventoryResource['tags']): InventoryResource['tags'] =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, looksSecret(key, value) ? secretValue : value]));

/**
 * The resource as it may be stored: no value of a function's environment, no user data, no tag that looks like a secret, and
 * secret markers in the place of every other secret. What was redacted once stays as it is.
 */
export const redacted = (resource: InventoryResource): InventoryResource => {
  const fields = Object.entries(resource.configuration).map(([key, value]) => [key, fieldWithout(key, value)]);
  const configuration: Fields = Object.fromEntries(fields);
  return { ...resource, tags: tagsWithout(resource.tags), configuration };
};
