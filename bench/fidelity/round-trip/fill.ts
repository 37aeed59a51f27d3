import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { allWays, memberFor } from './likeness.ts';
import type { Shape } from './shape.ts';
import { fieldOf, itemsOf, type Leaf, type ListNode, type ObjectNode, shown, type Tree } from './tree.ts';

/** How a document is written in a string member: IAM percent-encodes it in some of its outputs. */
export type Filling = {
  readonly owner: string;
  readonly document: (json: string) => string;
  /** One structure is written as a list of one. */
  readonly blocks?: boolean;
};

const isDocument = (name: string) =>
  /(policy|document|definition|pattern|body|template|dashboard|schema|path)$/i.test(name);

const scalarOf = ({ value }: Leaf, shape: Extract<Shape, { kind: 'scalar' }>): JsonValue | undefined => {
  const text = String(value);
  if (value === null) return undefined;
  if (shape.scalar === 'boolean') return /^(true|false)$/i.test(text) ? /^true$/i.test(text) : undefined;
  if (shape.scalar === 'number') return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
  if (shape.values && /^(true|false)$/i.test(text) && !shape.values.includes(text)) return undefined;
  return text;
};

const fillScalar = (
  shape: Extract<Shape, { kind: 'scalar' }>,
  tree: Tree,
  name: string,
  by: Filling,
): JsonValue | undefined => {
  if (tree.kind === 'leaf') {
    const value = scalarOf(tree, shape);
    if (value !== undefined) tree.shown = true;
    return value;
  }
  if (shape.scalar !== 'string' || !isDocument(name) || tree.kind !== 'object') return undefined;
  return by.document(JSON.stringify(shown(tree)));
};

/** The member of a structure that a single value stands for: the id of a group, the ARN of a role. */
const handleFor = (leaf: Leaf, name: string, members: readonly string[]): string | undefined => {
  const text = String(leaf.value);
  const wanted = text.startsWith('arn:')
    ? /arn$/i
    : /ids?$/i.test(name)
      ? /id(entifier)?$/i
      : /names?$/i.test(name)
        ? /name$/i
        : undefined;
  const alike = memberFor(name, members, '');
  if (alike !== undefined) return alike;
  const fitting = wanted ? members.filter((member) => wanted.test(member)) : [];
  return fitting.length === 1 ? fitting[0] : undefined;
};

const fillMembers = (tree: ObjectNode, members: ReadonlyMap<string, Shape>, by: Filling): JsonObject => {
  const result: Record<string, JsonValue> = {};
  const free = new Set(members.keys());
  const left = new Map(tree.fields);
  for (let levels = 1; levels <= allWays; levels += 1) {
    for (const [name, child] of [...left]) {
      const member = memberFor(name, [...free], by.owner, levels);
      const shape = member === undefined ? undefined : members.get(member);
      const value = shape && fill(shape, child, name, { ...by, owner: name });
      if (member === undefined || value === undefined) continue;
      result[member] = value;
      free.delete(member);
      left.delete(name);
    }
  }
  // What the API keeps one level further in: a placement, an endpoint, a status.
  for (const [name, child] of [...left]) {
    const inner = [...members].filter(([member, shape]) => {
      if (by.blocks || shape.kind !== 'structure') return false;
      return memberFor(name, [...shape.members().keys()], member, 2) !== undefined;
    });
    const [only, second] = inner;
    if (!only || second || only[1].kind !== 'structure') continue;
    const [member, shape] = only;
    const target = memberFor(name, [...shape.members().keys()], member, 2) ?? '';
    const there = result[member];
    const innerShape = shape.members().get(target);
    if (!innerShape || (isObject(there) && there[target] !== undefined)) continue;
    const value = fill(innerShape, child, name, { ...by, owner: name });
    if (value !== undefined) result[member] = { ...(isObject(there) ? there : {}), [target]: value };
  }
  return result;
};

const fillStructure = (
  shape: Extract<Shape, { kind: 'structure' }>,
  tree: Tree,
  name: string,
  by: Filling,
): JsonValue | undefined => {
  const members = shape.members();
  if (tree.kind === 'object') {
    const result = fillMembers(tree, members, by);
    return Object.keys(result).length > 0 || tree.fields.size === 0 ? result : undefined;
  }
  if (tree.kind === 'list') {
    const items = members.get('Items');
    if (!items || !members.has('Quantity')) return undefined;
    const value = fill(items, tree, name, by);
    return value === undefined ? undefined : { Quantity: tree.items.length, Items: value };
  }
  const handle = handleFor(tree, name, [...members.keys()]);
  const inner = handle === undefined ? undefined : members.get(handle);
  const value = inner?.kind === 'scalar' ? fillScalar(inner, tree, name, by) : undefined;
  return handle === undefined || value === undefined ? undefined : { [handle]: value };
};

/** The names under which an item of a list has its key and its value, if that is all it has. */
const pairOf = (names: readonly string[]): readonly [string, string] | undefined => {
  const key = names.find((name) => /^(key|name|.*key|.*name)$/i.test(name));
  const value = names.find((name) => /value$/i.test(name));
  return names.length === 2 && key !== undefined && value !== undefined && key !== value ? [key, value] : undefined;
};

const fillList = (
  shape: Extract<Shape, { kind: 'list' }>,
  tree: Tree,
  name: string,
  by: Filling,
): JsonValue | undefined => {
  const item = shape.item();
  if (tree.kind === 'object') {
    const pair = item.kind === 'structure' ? pairOf([...item.members().keys()]) : undefined;
    if (!pair && by.blocks) {
      const only = fill(item, tree, name, by);
      return only === undefined ? undefined : [only];
    }
    if (!pair) return undefined;
    return [...tree.fields].map(([key, child]) => ({ [pair[0]]: key, [pair[1]]: String(shown(child)) }));
  }
  const values = itemsOf(tree).map((each) => fill(item, each, name, by));
  const whole = values.filter((each) => each !== undefined);
  return whole.length > 0 ? whole : undefined;
};

const asEntries = (tree: ListNode): readonly (readonly [string, Tree])[] | undefined => {
  const entries = tree.items.map((each): readonly [string, Tree] | undefined => {
    const pair = each.kind === 'object' ? pairOf([...each.fields.keys()]) : undefined;
    const key = pair && fieldOf(each, pair[0]);
    const value = pair && fieldOf(each, pair[1]);
    if (key?.kind !== 'leaf' || !value) return undefined;
    key.shown = true;
    return [String(key.value), value];
  });
  return entries.every((each) => each !== undefined) ? entries : undefined;
};

const fillMap = (
  shape: Extract<Shape, { kind: 'map' }>,
  tree: Tree,
  _name: string,
  by: Filling,
): JsonValue | undefined => {
  const value = shape.value();
  if (shape.keys && tree.kind === 'object') {
    const { keys } = shape;
    const direct = fillMembers(tree, new Map(keys.map((key): [string, Shape] => [key, value])), by);
    // An attribute that is a document is JSON in a string.
    const documents = [...tree.fields].flatMap(([key, child]): [string, JsonValue][] => {
      const member = child.kind === 'object' ? memberFor(key, keys, by.owner, 3) : undefined;
      return member === undefined || direct[member] !== undefined ? [] : [[member, JSON.stringify(shown(child))]];
    });
    const all = { ...direct, ...Object.fromEntries(documents) };
    return Object.keys(all).length > 0 ? all : undefined;
  }
  const entries = tree.kind === 'object' ? [...tree.fields] : tree.kind === 'list' ? asEntries(tree) : undefined;
  if (!entries || entries.length === 0) return undefined;
  return Object.fromEntries(
    entries.flatMap(([key, child]) => {
      const filled = fill(value, child, key, by);
      return filled === undefined ? [] : [[key, filled]];
    }),
  );
};

/** A value in the shape that an API or provider gives it, as far as it has a place there; what found one is noted as shown. */
export const fill = (shape: Shape, tree: Tree, name: string, by: Filling): JsonValue | undefined => {
  if (shape.kind === 'scalar') return fillScalar(shape, tree, name, by);
  if (shape.kind === 'structure') return fillStructure(shape, tree, name, by);
  return shape.kind === 'list' ? fillList(shape, tree, name, by) : fillMap(shape, tree, name, by);
};
