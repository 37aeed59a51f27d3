import type { JsonValue } from '#schemas/json.ts';
import type {
  PropertyDefinition,
  PropertyDefinitions,
  PropertyType,
  ResourceType,
} from '#shared/cloudformation/resource-type.ts';
import { type Fit, type Fitter, fit, joined, type Left, type Place } from './fit.ts';
import { type Found, type FoundObject, isEmpty, object, parsed, step } from './found.ts';
import { levels, namesakes, normal, ownLevel, singular, sureLevel } from './names.ts';
import { pairDefinition } from './pairs.ts';

const tagProperties: PropertyDefinitions = {
  Key: { type: { type: 'string' }, required: true },
  Value: { type: { type: 'string' }, required: true },
};

type Placed = { readonly name: string; readonly fit: Fit };

/** Fields of one object on their way into the properties of a definition. */
class Fitting {
  readonly placed = new Map<string, Placed>();
  readonly waiting: Map<string, Found>;
  readonly left: Left[] = [];
  readonly properties: PropertyDefinitions;
  readonly place: Place;
  readonly #isReadOnly: (name: string) => boolean;

  constructor(node: FoundObject, properties: PropertyDefinitions, place: Place, isReadOnly: (name: string) => boolean) {
    this.waiting = new Map(node.fields);
    this.properties = properties;
    this.place = place;
    this.#isReadOnly = isReadOnly;
  }

  #attempt(node: Found, name: string): Fit | undefined {
    const definition = this.properties[name];
    if (!definition || this.placed.has(name)) return undefined;
    if (isEmpty(node) && !keepsEmpty(node, definition, this.place) && !this.#isPairValue(node, name)) return undefined;
    const place = { ...this.place, property: name, at: step(this.place.at, name) };
    return fit(node, definition.type, place);
  }

  /** A variable or a header may well have the empty string for its value. */
  #isPairValue(node: Found, name: string): boolean {
    return node.kind === 'leaf' && node.value === '' && pairDefinition(this.properties)?.value === name;
  }

  /** Puts a node where its name, at this level of likeness, and its value let it. */
  #settle(name: string, node: Found, level: number): boolean {
    for (const target of namesakes(name, this.properties, this.place.property, level)) {
      const attempt = this.#attempt(node, target);
      if (!attempt || (level > sureLevel && attempt.left.some(({ drop }) => !drop))) continue;
      if (attempt.carried.length === 0) {
        // Known to say nothing, as `{ Quantity: 0 }` is: no property is made of it.
        if (attempt.left.length === 0 || attempt.left.some(({ drop }) => !drop)) continue;
        this.left.push(...attempt.left.map((rest) => ({ ...rest, trail: [name, ...rest.trail] })));
        return true;
      }
      this.placed.set(target, { name, fit: attempt });
      return true;
    }
    return false;
  }

  settleAll(): void {
    for (const level of levels) {
      for (const [name, node] of this.waiting) {
        if (level > ownLevel && this.#isReadOnly(name)) continue;
        if (this.#settle(name, node, level)) this.waiting.delete(name);
      }
    }
    for (const [name, node] of this.waiting) {
      this.left.push({ trail: [name], node, ...(isEmpty(node) ? { drop: { reason: 'empty' as const } } : {}) });
    }
  }

  /** What is left of a nested object may be a property out here: `Endpoint: { Port }` is Port, `Placement: { Tenancy }` is Tenancy. */
  hoist(): void {
    const nested = [...this.placed.values()].flatMap(({ name, fit: { left } }) =>
      left.map((rest) => ({ ...rest, trail: [name, ...rest.trail] })),
    );
    const inside = this.left.flatMap((rest) => [rest, ...opened(rest)]);
    const candidates = [...nested, ...inside].filter(({ trail }) => trail.length > 1 && trail.length < 4);
    const moved = new Set<Found>();
    for (const { trail, node } of candidates) {
      const name = trail.at(-1) ?? '';
      const isList = trail.some((key) => /^\d+$/.test(key));
      if (isList || vague.has(normal(name)) || isEmpty(node)) continue;
      if (this.#settle(name, node, 0)) moved.add(node);
    }
    if (moved.size > 0) this.#forget(moved);
  }

  #forget(moved: ReadonlySet<Found>): void {
    const remaining = (rest: Left): Left[] => {
      if (moved.has(rest.node)) return [];
      const parts = opened(rest);
      return parts.some(({ node }) => holds(node, moved)) ? parts.flatMap(remaining) : [rest];
    };
    const left = this.left.flatMap(remaining);
    this.left.splice(0, this.left.length, ...left);
    for (const [target, { name, fit: inner }] of this.placed) {
      this.placed.set(target, { name, fit: { ...inner, left: inner.left.flatMap(remaining) } });
    }
  }

  result(): Fit {
    const fits = [...this.placed.values()].map(({ name, fit: inner }) => ({
      ...inner,
      left: inner.left.map((rest) => ({ ...rest, trail: [name, ...rest.trail] })),
    }));
    const members = [...this.placed].map(([target, { fit: inner }]): [string, JsonValue] => [target, inner.value]);
    return { ...joined(Object.fromEntries(members), fits, this.left) };
  }
}

/** Names too common to mean the same thing one level up. */
const vague = new Set([
  'name',
  'id',
  'arn',
  'type',
  'status',
  'state',
  'value',
  'key',
  'code',
  'description',
  'items',
  'quantity',
]);

const opened = ({ trail, node }: Left): Left[] =>
  node.kind === 'object' ? [...node.fields].map(([key, child]) => ({ trail: [...trail, key], node: child })) : [];

const holds = (node: Found, moved: ReadonlySet<Found>): boolean =>
  moved.has(node) || (node.kind === 'object' && node.fields.values().some((child) => moved.has(child)));

const saysSomethingEmpty = (type: PropertyType, resource: ResourceType): boolean => {
  if (type.type === 'union') return type.types.some((each) => saysSomethingEmpty(each, resource));
  if (type.type === 'json') return true;
  return type.type === 'ref' && Object.keys(resource.definitions[type.ref] ?? {}).length === 0;
};

const isDocument = (type: PropertyType): boolean =>
  type.type === 'union' ? type.types.some(isDocument) : type.type === 'json';

const emptyKinds = { '': ['string'], '[]': ['array'], '{}': ['ref'] };

/** An empty string, list or object stands where one is required: a profile without a role has `Roles: []`. */
const isRequiredEmpty = (value: JsonValue, { type, required }: PropertyDefinition): boolean => {
  const kind = value === '' ? '' : Array.isArray(value) ? '[]' : '{}';
  return required === true && emptyKinds[kind].includes(type.type);
};

/**
 * `{}` says something where there is nothing more to say (`NoneAction: {}`), and what is required says something even if it is empty.
 * A document of a resource's own that is empty, such as its policy, is none.
 */
const keepsEmpty = (node: Found, definition: PropertyDefinition, { resource, at }: Place): boolean => {
  if (node.kind !== 'leaf' || node.value === null) return false;
  if (isRequiredEmpty(node.value, definition)) return true;
  if (node.value === '' || Array.isArray(node.value)) return false;
  const isOwnDocument = at === '' && isDocument(definition.type);
  return !isOwnDocument && saysSomethingEmpty(definition.type, resource);
};

/** Fits an object's fields to properties: by sure names first, then by likeness, then from one level further in. */
export const fitProperties = (
  node: FoundObject,
  properties: PropertyDefinitions,
  place: Place,
  isReadOnly: (name: string) => boolean = () => false,
): Fit => {
  const fitting = new Fitting(node, properties, place, isReadOnly);
  fitting.settleAll();
  fitting.hoist();
  return fitting.result();
};

/** Definitions, tags included. A single value fits a definition of a single property; a list of one fits as its item. */
export const fitObject: Fitter<'ref' | 'tag'> = (node, type, place) => {
  const properties = type.type === 'tag' ? tagProperties : (place.resource.definitions[type.ref] ?? {});
  const owner = { ...place, property: singular(normal(place.property)) };
  if (node.kind === 'object') return fitProperties(node, properties, owner);
  if (node.kind === 'list') {
    // A list of its own, wrapped as CloudFront wraps it.
    if (Object.hasOwn(properties, 'Items')) return fitProperties(object([['Items', node]]), properties, owner);
    const [only, second] = node.items;
    const inner = only && !second ? fitObject(only, type, place) : undefined;
    return (
      inner && { ...inner, left: inner.left.map((rest) => ({ ...rest, trail: ['0', ...rest.trail] })), quality: 0 }
    );
  }
  const document = parsed(node);
  if (document) return fitObject(document, type, place);
  if (isEmpty(node)) return { value: {}, carried: [{ leaf: node, to: place.at }], left: [], quality: 1 };
  const [name, second] = Object.keys(properties);
  const definition = name === undefined || second !== undefined ? undefined : properties[name];
  if (!definition || name === undefined) return undefined;
  const inner = fit(node, definition.type, { ...place, property: name, at: step(place.at, name) });
  return inner && { ...inner, value: { [name]: inner.value }, quality: 0 };
};
