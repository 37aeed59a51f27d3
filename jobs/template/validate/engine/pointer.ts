import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { pointerTo } from '../document/pointer.ts';

const sections = /^(Resources|Parameters|Outputs|Mappings|Metadata|Rules|Conditions|Transform|Hooks)(\/|$)/;

/** The engine separates by dots, and names hold dots too: the shortest name that exists is the one meant. */
const walk = (value: JsonValue | undefined, parts: readonly string[]): string[] | undefined => {
  if (parts.length === 0) return [];
  if (Array.isArray(value)) {
    const rest = walk(value[Number(parts[0])], parts.slice(1));
    return rest && Number(parts[0]) < value.length ? [String(parts[0]), ...rest] : undefined;
  }
  if (!isObject(value)) return undefined;
  for (let length = 1; length <= parts.length; length += 1) {
    const key = parts.slice(0, length).join('.');
    const rest = Object.hasOwn(value, key) ? walk(value[key], parts.slice(length)) : undefined;
    if (rest) return [key, ...rest];
  }
  return undefined;
};

/** The JSON pointer of the engine's property path, or of the resource if there is none; undefined if the template has nothing there. */
export const pointerOf = (
  template: JsonObject,
  logicalId: string | undefined,
  propertyPath: string | undefined,
): string | undefined => {
  if (propertyPath === undefined) {
    const resource =
      isObject(template.Resources) && logicalId !== undefined && Object.hasOwn(template.Resources, logicalId);
    return resource ? pointerTo(['Resources', logicalId]) : undefined;
  }
  const absolute = sections.test(propertyPath);
  const base = absolute || logicalId === undefined ? [] : ['Resources', logicalId];
  const parts = absolute ? propertyPath.split('/') : propertyPath.split('.');
  const start = base.reduce<JsonValue | undefined>(
    (value, key) => (isObject(value) ? value[key] : undefined),
    template,
  );
  const tokens = walk(start, parts);
  return tokens && pointerTo([...base, ...tokens]);
};
