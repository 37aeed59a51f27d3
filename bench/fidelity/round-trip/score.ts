import type { PropertyType, ResourceType } from '#shared/cloudformation/resource-type.ts';
import type { Leaf, ListNode, ObjectNode, Tree } from './tree.ts';
import { itemsOf, leavesOf, opened } from './tree.ts';

/** What became of one leaf that was shown. `property` is the top-level property it stands in. */
export type Judgement = {
  readonly property: string;
  readonly path: string;
  readonly outcome: 'recalled' | 'lost' | 'asked' | 'intended';
  readonly expected: Leaf;
  readonly actual?: Leaf;
  /** Whether a recalled value has the JSON type that the registry's schema wants. */
  readonly typed?: boolean;
  /** Of a leaf that a reference made: whether the template refers to the same resource again. */
  readonly reference?: 'recovered' | 'literal' | 'missing';
  /** The template refers to another resource, or the reference stands for another value. */
  readonly wrong?: boolean;
};

type Where = { readonly property: string; readonly path: string; readonly owner: ResourceType | undefined };

const text = ({ value }: Leaf) => String(value);

const sameText = (a: Leaf, b: Leaf): boolean =>
  text(a) === text(b) || (a.value !== '' && b.value !== '' && a.value !== null && Number(a.value) === Number(b.value));

/** True of values that say the same: `true` and "true", 80 and "80". */
export const sameValue = (a: Leaf, b: Leaf): boolean =>
  sameText(a, b) || (/^(true|false)$/i.test(text(a)) && text(a).toLowerCase() === text(b).toLowerCase());

const wantedTypes: Readonly<Record<string, readonly string[]>> = {
  string: ['string'],
  'date-time': ['string'],
  integer: ['number'],
  number: ['number'],
  boolean: ['boolean'],
};

const isTyped = (expected: Leaf, actual: Leaf, type: PropertyType | undefined): boolean => {
  const wanted = type ? wantedTypes[type.type] : undefined;
  if (wanted) return wanted.includes(typeof actual.value);
  return type?.type === 'union' || type?.type === 'json' || typeof expected.value === typeof actual.value;
};

const elementOf = (type: PropertyType | undefined): PropertyType | undefined =>
  type?.type === 'array' || type?.type === 'map' ? type.element : undefined;

const memberOf = (type: PropertyType | undefined, name: string, owner: ResourceType | undefined) => {
  if (type?.type === 'map') return type.element;
  return type?.type === 'ref' ? owner?.definitions[type.ref]?.[name]?.type : undefined;
};

const judged = (expected: Leaf, actual: Leaf, type: PropertyType | undefined, where: Where): Judgement => {
  const { property, path } = where;
  if (actual.asked) return { property, path, outcome: 'asked', expected, actual };
  const same = sameValue(expected, actual);
  const refers = actual.targets.size > 0;
  const right = [...actual.targets].every((id) => expected.targets.has(id));
  const reference =
    expected.targets.size === 0 ? undefined : refers && right && same ? 'recovered' : same ? 'literal' : 'missing';
  return {
    property,
    path,
    outcome: same ? 'recalled' : 'lost',
    expected,
    actual,
    ...(same ? { typed: isTyped(expected, actual, type) } : {}),
    ...(reference ? { reference } : {}),
    // A literal of the template may name a resource as well: a reference in its place is right if it stands for the same value.
    ...(refers && (!same || (expected.targets.size > 0 && !right)) ? { wrong: true } : {}),
  };
};

const lost = (tree: Tree, where: Where): readonly Judgement[] =>
  leavesOf(tree)
    .filter((each) => each.shown)
    .map((expected) => ({
      property: where.property,
      path: where.path,
      outcome: 'lost',
      expected,
      ...(expected.targets.size > 0 ? { reference: 'missing' } : {}),
    }));

/** How much of a tree another has: for the pairing of list items. */
const likeness = (expected: Tree, actual: Tree): number => {
  if (expected.kind === 'leaf' && actual.kind === 'leaf') return sameValue(expected, actual) ? 1 : 0;
  if (expected.kind === 'object' && actual.kind === 'object') {
    return [...expected.fields].reduce((sum, [key, child]) => {
      const other = actual.fields.get(key);
      return sum + (other ? likeness(child, other) : 0);
    }, 0);
  }
  const [left, right] = [itemsOf(expected), itemsOf(actual)];
  if (expected.kind === 'object' || actual.kind === 'object') return 0;
  return left.reduce((sum, each) => sum + Math.max(0, ...right.map((other) => likeness(each, other))), 0);
};

/** Each expected item with the most alike of those that are left: most lists of CloudFormation have no order. */
const pairs = (expected: readonly Tree[], actual: readonly Tree[]): readonly [Tree, Tree | undefined][] => {
  if (expected.length * actual.length > 40_000) return expected.map((each, at) => [each, actual[at]]);
  const left = new Set(actual);
  const best = (each: Tree, least: number): Tree | undefined => {
    let found: Tree | undefined;
    let most = least;
    for (const other of left) {
      const score = likeness(each, other) - (leavesOf(other).length > 0 ? 1e-6 * leavesOf(other).length : 0);
      if (score > most) [found, most] = [other, score];
    }
    return found;
  };
  const total = (each: Tree) => leavesOf(each).length;
  const order = [...expected].sort((a, b) => total(b) - total(a));
  const found = new Map<Tree, Tree | undefined>();
  for (const whole of [true, false]) {
    for (const each of order) {
      if (found.get(each)) continue;
      const other = best(each, whole ? total(each) - 0.01 : 0.5);
      if (other) left.delete(other);
      found.set(each, other);
    }
  }
  for (const each of order) {
    if (found.get(each)) continue;
    const [other] = left;
    if (other) left.delete(other);
    found.set(each, other);
  }
  return expected.map((each) => [each, found.get(each)]);
};

const compareObjects = (expected: ObjectNode, actual: ObjectNode, type: PropertyType | undefined, where: Where) =>
  [...expected.fields].flatMap(([key, child]) => {
    const at = { ...where, path: `${where.path}/${key}` };
    const other = actual.fields.get(key);
    return other ? compare(child, other, memberOf(type, key, where.owner), at) : lost(child, at);
  });

const compareLists = (expected: ListNode, actual: Tree, type: PropertyType | undefined, where: Where) =>
  pairs(expected.items, itemsOf(actual)).flatMap(([each, other]) => {
    const at = { ...where, path: `${where.path}/*` };
    return other ? compare(each, other, elementOf(type), at) : lost(each, at);
  });

const compare = (before: Tree, after: Tree, type: PropertyType | undefined, where: Where): readonly Judgement[] => {
  // A value that a deployment is asked for may stand for a whole structure.
  if (after.kind === 'leaf' && after.asked) {
    return leavesOf(before)
      .filter((each) => each.shown)
      .map((expected) => ({ property: where.property, path: where.path, outcome: 'asked', expected, actual: after }));
  }
  const [expected, actual] = before.kind === after.kind ? [before, after] : [opened(before), opened(after)];
  if (expected.kind === 'leaf') {
    if (actual.kind === 'leaf') return expected.shown ? [judged(expected, actual, type, where)] : [];
    const [only, second] = itemsOf(actual);
    return only && !second && actual.kind === 'list'
      ? compare(expected, only, elementOf(type), where)
      : lost(expected, where);
  }
  if (expected.kind === 'list') return compareLists(expected, actual, type, where);
  return actual.kind === 'object' ? compareObjects(expected, actual, type, where) : lost(expected, where);
};

/**
 * Judges every shown leaf of a resource by the same property of what came out; `actual` undefined: no such resource came out. `leftOut` are properties that
 * are not there on purpose.
 */
export const score = (
  expected: ObjectNode,
  actual: ObjectNode | undefined,
  owner: ResourceType | undefined,
  leftOut: ReadonlySet<string> = new Set(),
): readonly Judgement[] =>
  [...expected.fields].flatMap(([property, child]): readonly Judgement[] => {
    const where = { property, path: `/${property}`, owner };
    const other = actual?.fields.get(property);
    if (other) return compare(child, other, owner?.properties[property]?.type, where);
    const missing = lost(child, where);
    return leftOut.has(property)
      ? missing.map(({ reference: _, ...each }) => ({ ...each, outcome: 'intended' }))
      : missing;
  });
