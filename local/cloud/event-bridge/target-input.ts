import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Event } from './event.ts';

/** What of an event a target gets: all of it unless the target says otherwise. */
export type InputShape = {
  readonly input?: string;
  readonly inputPath?: string;
  readonly transformer?: { readonly paths: Readonly<Record<string, string>>; readonly template: string };
};

export type RuleName = { readonly name: string; readonly arn: string };

/** The part of an event that a path such as `$.detail.parts[0].name` or `$['detail-type']` leads to. */
const partAt = (event: JsonObject, path: string): JsonValue | undefined => {
  if (!path.startsWith('$')) throw new Error(`"${path}" is not a path into an event: it must begin with $`);
  let node: JsonValue | undefined = event;
  for (const [, name, quoted, index] of path.matchAll(/\.([^.[\]]+)|\['([^']+)'\]|\[(\d+)\]/g)) {
    const key = name ?? quoted;
    if (key === undefined) node = Array.isArray(node) ? node[Number(index)] : undefined;
    else node = isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
  }
  return node;
};

const asText = (value: JsonValue | undefined): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** Inside quotation marks a value is part of a string; elsewhere a string brings its own. */
const fill = (template: string, lookUp: (name: string) => JsonValue | undefined): string => {
  let quoted = false;
  return template.replace(/\\.|"|<([\w.-]+)>/g, (token, name: string | undefined) => {
    if (token === '"') quoted = !quoted;
    if (name === undefined) return token;
    const value = lookUp(name);
    if (quoted) return JSON.stringify(asText(value)).slice(1, -1);
    return value === undefined ? '""' : JSON.stringify(value);
  });
};

/**
 * The message body a target gets for an event.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export const targetInput = (event: Event, shape: InputShape, rule: RuleName): string => {
  const { input, inputPath, transformer } = shape;
  if (input !== undefined) return input;
  if (inputPath !== undefined) return JSON.stringify(partAt(event, inputPath) ?? null);
  if (transformer === undefined) return JSON.stringify(event);
  const reserved: Readonly<Record<string, JsonValue>> = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': event.time,
    'aws.events.event': { ...event, detail: undefined },
    'aws.events.event.json': event,
  };
  return fill(transformer.template, (name) => {
    const path = transformer.paths[name];
    return path === undefined ? reserved[name] : partAt(event, path);
  });
};
