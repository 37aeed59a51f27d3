import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { jsonIn } from '#shared/exports/parse/json.ts';
import type { ExportedResource, Source } from '#shared/exports/resource.ts';
import type { ParameterMarker } from '../mapped.ts';
import { normal } from './names.ts';

/** Where a leaf was found. Its identity is what the ledger counts: copies of a leaf share it, made-up leaves have none. */
export type Origin = Source & { readonly within?: Origin };

/**
 * What was found, as a tree whose leaves know where they come from, so that a shape may be changed at will without losing account of a
 * leaf. A leaf is a scalar, a secret marker, or an empty list or object.
 */
export type Leaf = {
  readonly kind: 'leaf';
  readonly value: JsonValue;
  readonly origin?: Origin;
  /** It says something although it is empty. */
  readonly telling?: true;
};
type FoundList = { readonly kind: 'list'; readonly items: readonly Found[] };
export type FoundObject = { readonly kind: 'object'; readonly fields: Map<string, Found> };
export type Found = Leaf | FoundList | FoundObject;

/** Deeper than any AWS API nests; what lies below counts as one leaf. */
const depthLimit = 64;

const escaped = (key: string) => (/[~/]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key);

/** An RFC 6901 pointer, one step on. */
export const step = (pointer: string, key: string | number): string => `${pointer}/${escaped(String(key))}`;

export const isSecret = (value: JsonValue): boolean => isObject(value) && Object.hasOwn(value, 'Dropforge::Secret');

const isParameter = (value: JsonValue): value is ParameterMarker =>
  isObject(value) && Object.hasOwn(value, 'Dropforge::Parameter');

/** A marker, for a secret or for a value that a deployment must be told, is one value that fits wherever a scalar does. */
export const isMarker = (value: JsonValue): boolean => isSecret(value) || isParameter(value);

type OriginOf = (pointer: string) => Origin | undefined;

const isEmptyCollection = (value: JsonValue) =>
  value !== null && typeof value === 'object' && Object.keys(value).length === 0;

const grow = (value: JsonValue, pointer: string, originOf: OriginOf, depth: number): Found => {
  const origin = originOf(pointer);
  const isLeaf = typeof value !== 'object' || value === null || isMarker(value) || isEmptyCollection(value);
  if (isLeaf || depth >= depthLimit) return origin ? { kind: 'leaf', value, origin } : { kind: 'leaf', value };
  if (Array.isArray(value)) {
    return { kind: 'list', items: value.map((item, at) => grow(item, step(pointer, at), originOf, depth + 1)) };
  }
  const fields = Object.entries(value).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  return object(fields.map(([key, child]) => [key, grow(child, step(pointer, key), originOf, depth + 1)]));
};

export const object = (fields: Iterable<readonly [string, Found]> = []): FoundObject => ({
  kind: 'object',
  fields: new Map(fields),
});

export const list = (items: readonly Found[]): Found => (items.length > 0 ? { kind: 'list', items } : literal([]));

/** A value that was not found but follows from what was: it is counted nowhere. */
export const literal = (value: JsonValue): Found => grow(value, '', () => undefined, 0);

/** Where in its file the value lies that is at `pointer` in a resource's properties. */
export const sourceOf = ({ source, under }: Pick<ExportedResource, 'source' | 'under'>, pointer: string): Source => {
  if (under === '') return { file: source.file, pointer: source.pointer + pointer };
  // What the parser put beside it, such as a name that the file's own name tells, has no better place than the whole.
  const inside = pointer === under || pointer.startsWith(`${under}/`);
  return { file: source.file, pointer: inside ? source.pointer + pointer.slice(under.length) : source.pointer };
};

/** The properties of an exported resource as a tree of located leaves. */
export const found = (resource: ExportedResource): FoundObject => {
  const root = grow(resource.properties, '', (pointer) => ({ ...sourceOf(resource, pointer) }), 0);
  return root.kind === 'object' ? root : object();
};

/** The leaves of a tree in order of appearance. */
export const leavesOf = (node: Found): Leaf[] => {
  if (node.kind === 'leaf') return [node];
  const children = node.kind === 'list' ? node.items : [...node.fields.values()];
  return children.flatMap(leavesOf);
};

/** The plain value of a tree. Keys such as `__proto__` stay data. */
export const plain = (node: Found): JsonValue => {
  if (node.kind === 'leaf') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.fields].map(([key, child]) => [key, plain(child)]));
};

const keyOf = (node: FoundObject, name: string): string | undefined => {
  if (node.fields.has(name)) return name;
  const wanted = normal(name);
  return node.fields.keys().find((key) => normal(key) === wanted);
};

const isNull = (node: Found | undefined) => node?.kind === 'leaf' && node.value === null;

/**
 * The field of that name, whatever its case and separators. A dotted name leads through objects. What is null is not there: AWS Config
 * writes null for what is not set.
 */
export const field = (node: Found | undefined, name: string): Found | undefined => {
  const [head = '', ...rest] = name.split('.');
  if (node?.kind !== 'object') return undefined;
  const key = keyOf(node, head);
  const child = key === undefined ? undefined : node.fields.get(key);
  if (rest.length > 0) return field(child, rest.join('.'));
  return isNull(child) ? undefined : child;
};

/** The field of that name, taken out of its object. */
export const take = (node: Found | undefined, name: string): Found | undefined => {
  const at = name.lastIndexOf('.');
  const owner = at < 0 ? node : field(node, name.slice(0, at));
  if (owner?.kind !== 'object') return undefined;
  const key = keyOf(owner, name.slice(at + 1));
  const child = key === undefined ? undefined : owner.fields.get(key);
  if (key !== undefined) owner.fields.delete(key);
  return child;
};

/** Puts a field where a dotted name says, making the objects on the way. What is there and says something stays. */
export const put = (node: FoundObject, name: string, child: Found | undefined): void => {
  if (!child) return;
  const [head = '', ...rest] = name.split('.');
  const key = keyOf(node, head) ?? head;
  const there = node.fields.get(key);
  if (rest.length === 0) {
    if (!there || (isEmpty(there) && !isEmpty(child))) node.fields.set(key, child);
    return;
  }
  const next = there?.kind === 'object' ? there : object();
  if (!there) node.fields.set(key, next);
  put(next, rest.join('.'), child);
};

/** The items of a list; none of anything else. */
export const itemsOf = (node: Found | undefined): readonly Found[] => (node?.kind === 'list' ? node.items : []);

/** The text of a scalar leaf; undefined of anything else, a marker included. */
export const textOf = (node: Found | undefined): string | undefined => {
  if (node?.kind !== 'leaf' || node.value === null || typeof node.value === 'object') return undefined;
  return String(node.value);
};

/** JSON written as a string, URL-encoded or not, as IAM and SQS give their policies; undefined if it is something else. */
export const parsed = (leaf: Leaf): Found | undefined => {
  const { value, origin } = leaf;
  if (typeof value !== 'string') return undefined;
  const text = /^\s*%(7B|5B)/i.test(value) ? decoded(value) : value;
  const inner = jsonIn(text);
  if (inner === undefined || inner === 'beyond-limits') return undefined;
  const originOf = (pointer: string): Origin | undefined =>
    origin && { file: origin.file, pointer: origin.pointer + pointer, within: origin };
  return grow(inner.value, '', originOf, 0);
};

const decoded = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** True of what says nothing: null, an empty string, list or object. */
export const isEmpty = (node: Found): boolean =>
  node.kind === 'leaf' && !node.telling && (node.value === null || node.value === '' || isEmptyCollection(node.value));

export const isJsonObject = (value: JsonValue): value is JsonObject => isObject(value);
