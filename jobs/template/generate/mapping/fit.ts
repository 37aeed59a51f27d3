import type { JsonValue } from '#schemas/json.ts';
import type { PropertyType, ResourceType } from '#shared/cloudformation/resource-type.ts';
import type { DropReason } from './dropped.ts';
import { fitJson } from './fit-json.ts';
import { fitList } from './fit-list.ts';
import { fitMap } from './fit-map.ts';
import { fitObject } from './fit-object.ts';
import { fitScalar } from './fit-scalar.ts';
import type { Found, Leaf } from './found.ts';

/** A leaf and the JSON pointer, into the resource's CloudFormation properties, that it went to. */
export type Carry = { readonly leaf: Leaf; readonly to: string };

/** What found no place here, and the names that lead to it. `drop` says that none is wanted. */
export type Left = {
  readonly trail: readonly string[];
  readonly node: Found;
  readonly drop?: { readonly reason: DropReason; readonly note?: string };
};

/** A value shaped as a type asks, with account of every leaf. `quality` tells fits apart that carry as much: the higher, the less was bent. */
export type Fit = {
  readonly value: JsonValue;
  readonly carried: readonly Carry[];
  readonly left: readonly Left[];
  readonly quality: number;
};

export type Place = {
  readonly resource: ResourceType;
  /** The name of the property, or of the list an item is in. */
  readonly property: string;
  /** JSON pointer into the resource's CloudFormation properties. */
  readonly at: string;
};

/** Shapes what was found as `type` asks; undefined if it can't be. */
export type Fitter<Type extends PropertyType['type']> = (
  node: Found,
  type: Extract<PropertyType, { type: Type }>,
  place: Place,
) => Fit | undefined;

const unaccounted = (fit: Fit) => fit.left.filter(({ drop }) => !drop).length;

const isBetter = (one: Fit, other: Fit | undefined) => {
  if (!other) return true;
  const fewerLost = unaccounted(other) - unaccounted(one);
  const moreCarried = one.carried.length - other.carried.length;
  return (fewerLost || moreCarried || one.quality - other.quality) > 0;
};

const fitUnion: Fitter<'union'> = (node, { types }, place) => {
  let best: Fit | undefined;
  for (const type of types) {
    const attempt = fit(node, type, place);
    if (attempt && isBetter(attempt, best)) best = attempt;
  }
  return best;
};

/** Shapes what was found as a CloudFormation property type asks. Of a union, the type that loses least is taken. */
export const fit = (node: Found, type: PropertyType, place: Place): Fit | undefined => {
  switch (type.type) {
    case 'union':
      return fitUnion(node, type, place);
    case 'json':
      return fitJson(node, type, place);
    case 'array':
      return fitList(node, type, place);
    case 'map':
      return fitMap(node, type, place);
    case 'ref':
    case 'tag':
      return fitObject(node, type, place);
    default:
      return fitScalar(node, type, place);
  }
};

/** One leaf that goes to one place. */
export const whole = (leaf: Leaf, value: JsonValue, at: string, quality: number): Fit => ({
  value,
  carried: [{ leaf, to: at }],
  left: [],
  quality,
});

/** The lowest quality tells how much a composed value was bent. */
export const joined = (value: JsonValue, parts: readonly Fit[], left: readonly Left[] = []): Fit => ({
  value,
  carried: parts.flatMap((part) => part.carried),
  left: [...parts.flatMap((part) => part.left), ...left],
  quality: parts.reduce((lowest, { quality }) => Math.min(lowest, quality), 3),
});
