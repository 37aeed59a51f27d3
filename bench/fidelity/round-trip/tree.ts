import { isObject, type JsonObject, type JsonPrimitive, type JsonValue } from '#schemas/json.ts';

/** A value of a template once its functions are evaluated, and what is known of it: which resources it names, whether a dialect showed it. */
export type Leaf = {
  readonly kind: 'leaf';
  readonly value: JsonPrimitive;
  /** Logical ids of the resources whose reference made the value; any one of them is the right one. */
  readonly targets: ReadonlySet<string>;
  /** What the references stand for, where they are a part of the value. */
  readonly spoken?: readonly string[];
  /** It stands for a value that a deployment is asked for. */
  readonly asked?: true;
  /** A renderer has put it into what is dropped: what was never shown can't be lost. */
  shown: boolean;
};
export type ListNode = { readonly kind: 'list'; readonly items: readonly Tree[] };
export type ObjectNode = { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Tree> };
export type Tree = Leaf | ListNode | ObjectNode;

const none: ReadonlySet<string> = new Set();

export const leaf = (value: JsonPrimitive, targets: ReadonlySet<string> = none): Leaf => ({
  kind: 'leaf',
  value,
  targets,
  shown: false,
});

export const list = (items: readonly Tree[]): ListNode => ({ kind: 'list', items });

export const object = (fields: Iterable<readonly [string, Tree]>): ObjectNode => ({
  kind: 'object',
  fields: new Map(fields),
});

/** Plain JSON as a tree; its leaves name nothing. */
export const grown = (value: JsonValue): Tree => {
  if (Array.isArray(value)) return list(value.map((each: JsonValue) => grown(each)));
  if (!isObject(value)) return leaf(typeof value === 'object' ? null : value);
  return object(Object.entries(value).flatMap(([key, child]) => (child === undefined ? [] : [[key, grown(child)]])));
};

/** The value alone. */
export const plain = (tree: Tree): JsonValue => {
  if (tree.kind === 'leaf') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plain);
  return Object.fromEntries([...tree.fields].map(([key, child]) => [key, plain(child)]));
};

export const leavesOf = (tree: Tree): readonly Leaf[] => {
  if (tree.kind === 'leaf') return [tree];
  return (tree.kind === 'list' ? tree.items : [...tree.fields.values()]).flatMap(leavesOf);
};

/** The value, noted as shown: from here on it counts. */
export const shown = (tree: Tree): JsonValue => {
  for (const each of leavesOf(tree)) each.shown = true;
  return plain(tree);
};

export const shownObject = (tree: ObjectNode): JsonObject =>
  Object.fromEntries([...tree.fields].map(([key, child]) => [key, shown(child)]));

/** A copy for one dialect, nothing shown yet. */
export const unshown = (tree: Tree): Tree => {
  if (tree.kind === 'leaf') return { ...tree, shown: false };
  if (tree.kind === 'list') return list(tree.items.map(unshown));
  return object([...tree.fields].map(([key, child]) => [key, unshown(child)]));
};

export const fieldOf = (tree: Tree | undefined, name: string): Tree | undefined =>
  tree?.kind === 'object' ? tree.fields.get(name) : undefined;

export const itemsOf = (tree: Tree | undefined): readonly Tree[] => {
  if (tree === undefined) return [];
  return tree.kind === 'list' ? tree.items : [tree];
};

export const textOf = (tree: Tree | undefined): string | undefined =>
  tree?.kind === 'leaf' && tree.value !== null ? String(tree.value) : undefined;

/** JSON in a string, opened: its leaves name what the string named. */
export const opened = (tree: Tree): Tree => {
  if (tree.kind !== 'leaf' || typeof tree.value !== 'string' || !/^\s*[{[]/.test(tree.value)) return tree;
  try {
    const value: JsonValue = JSON.parse(tree.value);
    const inherit = (inner: Tree): Tree => {
      if (inner.kind === 'leaf') {
        const names = (tree.spoken ?? []).some((each) => each !== '' && String(inner.value).includes(each));
        return { ...inner, targets: names ? tree.targets : none, shown: tree.shown };
      }
      if (inner.kind === 'list') return list(inner.items.map(inherit));
      return object([...inner.fields].map(([key, child]) => [key, inherit(child)]));
    };
    return inherit(grown(value));
  } catch {
    return tree;
  }
};
