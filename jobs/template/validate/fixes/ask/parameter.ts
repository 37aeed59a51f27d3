import type { JsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { add, replace } from '../operation.ts';
import { freeName } from '../references.ts';

export type Definition = {
  readonly Type: string;
  readonly Description?: string;
  readonly AllowedValues?: string[];
  readonly MinLength?: number;
  readonly MaxLength?: number;
};

/** A parameter that asks whoever deploys for what only a person knows: its name, and the operations that declare it. */
export type Asked = { readonly name: string; readonly patch: readonly JsonPatchOperation[] };

const declares = (template: JsonObject, section: string, name: string, value: JsonObject): JsonPatchOperation => {
  const given: JsonValue | undefined = template[section];
  if (isObject(given) && Object.keys(given).length > 0) return add(`/${section}/${name}`, value);
  return given === undefined ? add(`/${section}`, { [name]: value }) : replace(`/${section}`, { [name]: value });
};

/** A parameter of this name without a default, or the one that was declared for the same before. */
export const ask = (template: JsonObject, wanted: string, definition: Definition): Asked => {
  const { Parameters: parameters } = template;
  const known = isObject(parameters) && Object.hasOwn(parameters, wanted) ? parameters[wanted] : undefined;
  if (JSON.stringify(known) === JSON.stringify(definition)) return { name: wanted, patch: [] };
  const name = freeName(wanted, template);
  return { name, patch: [declares(template, 'Parameters', name, definition)] };
};

/** An entry of a section of the template, which is begun if it is not there. */
export const declare = declares;
