import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { pointerTo } from '../document/pointer.ts';

const sections = /^(Resources|Parameters|Outputs|Mappings|Metadata|Rules|Conditions|Transform|Hooks)(\/|$)/;

/** Whether a message quotes a value, as the engine writes it: 'x', or ['x']. */
const quotes = (message: string, value: JsonValue | undefined): boolean => {
  const [item] = Array.isArray(value) ? value : [value];
  return typeof item === 'string' && message.includes(Array.isArray(value) ? `['${item}'` : `'${item}'`);
};

/** Of what Fn::If chooses from, the value that the message is about. */
const branch = (value: JsonValue | undefined, parts: readonly string[], message: string): string[] | undefined => {
  const choice = isObject(value) && Object.keys(value).length === 1 ? value['Fn::If'] : undefined;
  if (!Array.isArray(choice)) return undefined;
  for (const at of [1, 2]) {
    const inner = through(choice[at], parts, message);
    const found = inner?.reduce<JsonValue | undefined>(child, choice[at]);
    if (inner && quotes(message, found)) return ['Fn::If', String(at), ...inner];
  }
  return undefined;
};

const child = (value: JsonValue | undefined, token: string): JsonValue | undefined => {
  if (Array.isArray(value)) return value[Number(token)];
  return isObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
};

/** Where in a value parts lead to, whatever Fn::If stands on the way or at the end. */
const through = (value: JsonValue | undefined, parts: readonly string[], message: string): string[] | undefined => {
  for (let length = 0; length <= parts.length; length += 1) {
    const outer = walk(value, parts.slice(0, length));
    const inner = outer && branch(outer.reduce(child, value), parts.slice(length), message);
    if (outer && inner) return [...outer, ...inner];
  }
  return walk(value, parts);
};

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
  message: string,
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
  const tokens = through(start, parts, message);
  return tokens && pointerTo([...base, ...tokens]);
};
