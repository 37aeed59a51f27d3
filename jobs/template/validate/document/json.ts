import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { JsonValue } from '#schemas/json.ts';

/** The long form of a short-form tag: `!Sub` is `Fn::Sub`. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
export const longForm = (tag: string): string | undefined => {
  if (!tag.startsWith('!') || tag.startsWith('!!')) return undefined;
  const name = tag.slice(1);
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
};

/** The function a node calls in short form, if any. */
export const shortFormOf = (node: Node | null | undefined): string | undefined =>
  node && 'tag' in node && node.tag ? longForm(node.tag) : undefined;

/** `!GetAtt Queue.Arn` is `["Queue", "Arn"]`: the logical id ends at the first dot. */
const argument = (name: string, value: JsonValue): JsonValue => {
  if (name !== 'Fn::GetAtt' || typeof value !== 'string' || !value.includes('.')) return value;
  const dot = value.indexOf('.');
  return [value.slice(0, dot), value.slice(dot + 1)];
};

/** The key of a mapping entry as text. */
export const keyOf = (key: unknown): string => (isScalar(key) ? String(key.value) : String(key));

const entriesOf = (map: YAMLMap): [string, JsonValue][] =>
  map.items.map(({ key, value }) => [keyOf(key), jsonOf(value as Node | null)]);

const untagged = (node: Node | null | undefined): JsonValue => {
  if (isMap(node)) return Object.fromEntries(entriesOf(node));
  if (isSeq(node)) return node.items.map((item) => jsonOf(item as Node | null));
  if (!isScalar(node)) return null;
  const { value } = node;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return node.source ?? null;
};

/** A node as JSON, its short-form intrinsic functions in long form. Aliases are not followed. */
export const jsonOf = (node: Node | null | undefined): JsonValue => {
  if (isAlias(node)) return null;
  const name = shortFormOf(node);
  const value = untagged(node);
  return name ? { [name]: argument(name, value) } : value;
};
