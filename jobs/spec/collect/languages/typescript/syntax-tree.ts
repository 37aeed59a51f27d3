import type { Syntax } from '../../parse/syntax.ts';

const wrappers = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
  'await_expression',
  'type_assertion',
  'expression_statement',
  'spread_element',
]);

/** An expression without brackets, `await`, `as T`, `!` and the like around it. */
export const bare = (node: Syntax | undefined): Syntax | undefined => {
  let at = node;
  while (at && wrappers.has(at.type)) {
    const inner: Syntax[] = at.named.filter(({ type }) => type !== 'comment');
    at = at.type === 'type_assertion' ? inner.at(-1) : inner[0];
  }
  return at;
};

type Of<Type extends string> = Syntax & { readonly type: Type };

const functionTypes = [
  'arrow_function',
  'function_expression',
  'function_declaration',
  'generator_function',
  'generator_function_declaration',
  'method_definition',
] as const;
const classTypes = ['class', 'class_declaration', 'abstract_class_declaration'] as const;
const callTypes = ['call_expression', 'new_expression'] as const;

const isOneOf =
  <const Types extends readonly string[]>(types: Types) =>
  (node: Syntax | undefined): node is Of<Types[number]> =>
    node !== undefined && types.includes(node.type);

export const isFunction = isOneOf(functionTypes);
export const isClass = isOneOf(classTypes);
/** A call or a `new`. */
export const isCall = isOneOf(callTypes);

/** The arguments of a call or a `new`, without comments. */
export const argumentsOf = (call: Syntax | undefined): Syntax[] =>
  call?.get('arguments')?.named.filter(({ type }) => type !== 'comment') ?? [];

/** What a call calls, what a `new` makes. */
export const calleeOf = (call: Syntax | undefined): Syntax | undefined =>
  bare(call?.get(call.type === 'new_expression' ? 'constructor' : 'function'));

/** A longer chain of calls has no name that anyone would say. */
const longest = 24;

/** a.b?.c -> a.b.c; this.a -> this.a; calls in it as they are: f().b. Empty for anything else. */
export const dottedName = (node: Syntax | undefined, depth = 0): string => {
  const at = bare(node);
  if (!at || depth > longest) return '';
  if (/identifier$|^this$|^super$|^import$/.test(at.type)) return at.text;
  if (at.type === 'member_expression') {
    const object = dottedName(at.get('object'), depth + 1);
    return object && `${object}.${at.get('property')?.text ?? ''}`;
  }
  if (at.type === 'subscript_expression') {
    const key = at.get('index');
    const object = dottedName(at.get('object'), depth + 1);
    return object && key?.type === 'string' ? `${object}.${key.text.slice(1, -1)}` : '';
  }
  if (at.type === 'call_expression') {
    const callee = dottedName(at.get('function'), depth + 1);
    return callee && `${callee}()`;
  }
  return '';
};

/** The leftmost name of an expression: router.route('/').get(f) -> router */
export const rootOf = (node: Syntax | undefined): Syntax | undefined => {
  let at = bare(node);
  for (let steps = 0; at && steps < 200; steps++) {
    if (at.type === 'identifier' || at.type === 'this') return at;
    const next: Syntax | undefined =
      at.get('function') ?? at.get('object') ?? at.get('left') ?? at.get('constructor') ?? undefined;
    at = bare(next);
  }
  return undefined;
};

export const rootName = (node: Syntax | undefined): string => node?.text ?? '';

const keyText = (key: Syntax | undefined): string | undefined => {
  if (!key) return undefined;
  if (key.type === 'string') return key.text.slice(1, -1);
  return key.type === 'computed_property_name' ? undefined : key.text;
};

/** Keys and values of an object literal, methods and shorthands among them; what is spread in is left out. */
export const entriesOf = (object: Syntax | undefined): { key: string; value: Syntax; node: Syntax }[] => {
  if (object?.type !== 'object') return [];
  return object.named.flatMap((node) => {
    if (node.type === 'shorthand_property_identifier') return [{ key: node.text, value: node, node }];
    if (node.type === 'method_definition') {
      const key = keyText(node.get('name'));
      return key === undefined ? [] : [{ key, value: node, node }];
    }
    const key = keyText(node.get('key'));
    const value = node.get('value');
    return node.type === 'pair' && key !== undefined && value ? [{ key, value, node }] : [];
  });
};

/** The value at a key of an object literal, or at a path of keys. */
export const entryOf = (object: Syntax | undefined, ...path: readonly string[]): Syntax | undefined => {
  let at = bare(object);
  for (const key of path) at = bare(entriesOf(at).find((entry) => entry.key === key)?.value);
  return at;
};

export type Decorator = { readonly name: string; readonly arguments: readonly Syntax[]; readonly node: Syntax };

const decoratorOf = (node: Syntax): Decorator => {
  const inner = node.named.find(({ type }) => type !== 'comment');
  const call = inner?.type === 'call_expression';
  const name = dottedName(call ? calleeOf(inner) : inner);
  return { name: name.split('.').at(-1) ?? name, arguments: call ? argumentsOf(inner) : [], node };
};

/** The decorators of a class, a member or a parameter, in order. */
export const decoratorsOf = (node: Syntax): Decorator[] => {
  const own = node.all('decorator');
  const around = node.parent?.type === 'export_statement' ? node.parent.all('decorator') : [];
  const siblings = node.parent?.children ?? [];
  const before: Syntax[] = [];
  if (node.parent?.type === 'class_body') {
    for (let index = siblings.indexOf(node) - 1; index >= 0; index--) {
      const sibling = siblings[index];
      if (sibling?.type === 'decorator') before.unshift(sibling);
      else if (sibling?.type !== 'comment') break;
    }
  }
  return [...around, ...before, ...own].map(decoratorOf);
};

/** A type as it is written: `: Promise<Order[]>` -> Promise<Order[]> */
export const typeText = (annotation: Syntax | undefined): string | undefined =>
  annotation?.text.replace(/^\s*:\s*/, '').replace(/\s+/g, ' ') || undefined;

/** What a promise or an observable brings: Promise<Order> -> Order */
export const awaited = (type: string | undefined): string | undefined =>
  type?.replace(/^(?:Promise|Observable)<(.*)>$/, '$1');

/** The members of a class. */
export const membersOf = (type: Syntax): Syntax[] =>
  type.get('body')?.named.filter(({ type: of }) => of !== 'comment' && of !== 'decorator') ?? [];

/** The statements or the expression of a function. */
export const bodyOf = (node: Syntax): Syntax | undefined => node.get('body');

export const parametersOf = (node: Syntax): Syntax[] => {
  const single = node.get('parameter');
  return single ? [single] : (node.get('parameters')?.named.filter(({ type }) => type !== 'comment') ?? []);
};

/** The pattern of a parameter: `private readonly a: A = x` -> a */
export const patternOf = (parameter: Syntax): Syntax =>
  parameter.get('pattern') ??
  (parameter.type === 'assignment_pattern' ? (parameter.get('left') ?? parameter) : parameter);

/** The nearest function around a node. */
export const functionAround = (node: Syntax): Syntax | undefined => {
  let at = node.parent;
  while (at && !isFunction(at)) at = at.parent;
  return at;
};
