import type { JsonValue } from '#schemas/json.ts';
import type { PropertyType } from '#shared/cloudformation/resource-type.ts';
import { type Fit, type Fitter, type Left, whole } from './fit.ts';
import { type Found, type FoundObject, isEmpty, isMarker, type Leaf } from './found.ts';
import { normal, singular } from './names.ts';

type ScalarType = 'string' | 'number' | 'integer' | 'boolean' | 'date-time' | 'null';

const exact = 3;
const coerced = 2;

type Shaped = { readonly value: JsonValue; readonly quality: number };

const spelled = (value: string, allowed: readonly string[] | undefined): string =>
  !allowed || allowed.includes(value)
    ? value
    : (allowed.find((each) => each.toLowerCase() === value.toLowerCase()) ?? value);

const asNumber = (value: JsonValue): Shaped | undefined => {
  if (typeof value === 'number') return { value, quality: exact };
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value.trim())) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) || value.includes('.') ? { value: number, quality: coerced } : undefined;
};

const asBoolean = (value: JsonValue): Shaped | undefined => {
  if (typeof value === 'boolean') return { value, quality: exact };
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return text === 'true' || text === 'false' ? { value: text === 'true', quality: coerced } : undefined;
};

const asText = (value: JsonValue, type: PropertyType): Shaped | undefined => {
  const allowed = type.type === 'string' ? type.allowedValues : undefined;
  if (typeof value === 'string') return { value: spelled(value, allowed), quality: exact };
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  return isScalar ? { value: String(value), quality: coerced } : undefined;
};

const withOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** A time in UTC, as CloudFormation wants it: 2026-03-04T00:00:00Z. The AWS CLI prints +00:00. */
const asTime = (value: JsonValue, type: PropertyType): Shaped | undefined => {
  if (typeof value !== 'string' || value.endsWith('Z') || !withOffset.test(value)) return asText(value, type);
  const milliseconds = Date.parse(value);
  if (Number.isNaN(milliseconds)) return asText(value, type);
  return { value: new Date(milliseconds).toISOString().replace('.000Z', 'Z'), quality: coerced };
};

const shapes: Readonly<Record<ScalarType, (value: JsonValue, type: PropertyType) => Shaped | undefined>> = {
  string: asText,
  'date-time': asTime,
  number: asNumber,
  integer: asNumber,
  boolean: asBoolean,
  null: (value) => (value === null ? { value, quality: exact } : undefined),
};

const fitLeaf: Fitter<ScalarType> = (node, type, { at }) => {
  if (node.kind !== 'leaf') return undefined;
  if (isMarker(node.value)) return whole(node, node.value, at, exact);
  const shaped = shapes[type.type](node.value, type);
  return shaped && whole(node, shaped.value, at, shaped.quality);
};

/** Fields that stand for the object they are in, if the property's own name doesn't name one. */
const handles = ['value', 'arn', 'id', 'identifier', 'name', 'code', 'enabled'];

const isLeafNode = (node: Found): node is Leaf => node.kind === 'leaf';

/**
 * The field by which an object is called where CloudFormation wants only its handle: `{ GroupId, GroupName }` under SecurityGroupIds is
 * its GroupId, `{ DBSubnetGroupName, VpcId … }` under DBSubnetGroupName its name, `{ Value: true }` the value.
 */
const handleOf = (node: FoundObject, property: string): string | undefined => {
  const wanted = singular(normal(property));
  const candidates = [...node.fields].filter(([, child]) => isLeafNode(child) && !isEmpty(child)).map(([key]) => key);
  const asked = (key: string) => {
    const name = normal(key);
    if (name === wanted) return 4;
    if (name.length > 3 && wanted.endsWith(name)) return 3;
    const handle = handles.find((each) => name.endsWith(each));
    if (!handle) return 0;
    const isOwn = name === handle || name.startsWith(wanted) || wanted.startsWith(name.slice(0, -handle.length));
    if (wanted.endsWith(handle)) return isOwn ? 3 : 0;
    return isOwn ? 2 - handles.indexOf(handle) / handles.length : 0;
  };
  const best = candidates.map((key) => ({ key, score: asked(key) })).sort((one, other) => other.score - one.score)[0];
  return best && best.score > 0 ? best.key : undefined;
};

const fitHandle = (
  node: FoundObject,
  type: Extract<PropertyType, { type: ScalarType }>,
  place: Parameters<Fitter<ScalarType>>[2],
) => {
  const key = handleOf(node, place.property);
  const child = key === undefined ? undefined : node.fields.get(key);
  const inner = child && fitLeaf(child, type, place);
  if (!inner) return undefined;
  const note = `describes what ${place.property} names`;
  const left: Left[] = [...node.fields]
    .filter(([name]) => name !== key)
    .map(([name, rest]) => ({ trail: [name], node: rest, drop: { reason: 'read-only', note } }));
  return { ...inner, left, quality: 1 } satisfies Fit;
};

/** Scalars: numbers and booleans that came as strings, and strings that came as numbers, are put right; enum values get their proper case. */
export const fitScalar: Fitter<ScalarType> = (node, type, place) => {
  if (node.kind === 'leaf') return fitLeaf(node, type, place);
  if (node.kind === 'object') return fitHandle(node, type, place);
  const [only, second] = node.items;
  const inner = only && !second ? fitScalar(only, type, place) : undefined;
  return inner && { ...inner, quality: 0 };
};
