import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { type Leaf, leaf, leavesOf, list, object, type Tree, textOf } from './tree.ts';

/** What the functions of a template refer to. */
export type Scope = {
  /** The value of a resource's `Ref`, a parameter or a pseudo parameter. */
  ref(name: string): Tree | undefined;
  attribute(logicalId: string, name: string): Tree | undefined;
  /** Of a mapping. */
  mapped(map: string, first: string, second: string): JsonValue | undefined;
  condition(name: string): JsonValue | undefined;
  readonly region: string;
};

const targetsOf = (...trees: readonly (Tree | undefined)[]): ReadonlySet<string> =>
  new Set(trees.flatMap((tree) => (tree ? leavesOf(tree).flatMap(({ targets }) => [...targets]) : [])));

const single = (value: JsonObject): [string, JsonValue] | undefined => {
  const [first, ...others] = Object.entries(value);
  if (!first || others.length > 0) return undefined;
  const [name, argument = null] = first;
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::') ? [name, argument] : undefined;
};

const asked = (...trees: readonly (Tree | undefined)[]): boolean =>
  trees.some((tree) => tree !== undefined && leavesOf(tree).some((each) => each.asked));

const spokenBy = (...trees: readonly (Tree | undefined)[]): readonly string[] =>
  trees.flatMap((tree) =>
    tree ? leavesOf(tree).flatMap((each) => (each.targets.size > 0 ? (each.spoken ?? [String(each.value)]) : [])) : [],
  );

const made = (text: string, ...from: readonly (Tree | undefined)[]): Leaf => ({
  ...leaf(text, targetsOf(...from)),
  spoken: spokenBy(...from),
  ...(asked(...from) ? { asked: true } : {}),
});

const listOf = (value: JsonValue): readonly JsonValue[] => (Array.isArray(value) ? value : [value]);

type Evaluate = (value: JsonValue, scope: Scope) => Tree | undefined;

const sub: Evaluate = (argument, scope) => {
  const [template = '', variables = {}] = listOf(argument);
  const own = isObject(variables) ? variables : {};
  const used: Tree[] = [];
  let whole = true;
  const text = String(template).replaceAll(/\$\{(!?)([^}]*)\}/g, (all, literal: string, written: string) => {
    if (literal) return all.replace('!', '');
    const name = written.trim();
    const dot = name.indexOf('.');
    const variable = Object.hasOwn(own, name) ? own[name] : undefined;
    const value =
      variable !== undefined
        ? evaluate(variable, scope)
        : dot < 0
          ? scope.ref(name)
          : scope.attribute(name.slice(0, dot), name.slice(dot + 1));
    if (value) used.push(value);
    whole &&= textOf(value) !== undefined;
    return textOf(value) ?? '';
  });
  return whole ? made(text, ...used) : undefined;
};

/** Of `Fn::Cidr`: as many blocks as asked for, the way AWS counts them. */
const blocks: Evaluate = (argument, scope) => {
  const [block = '', count = 1, bits = 8] = listOf(argument).map((each) => textOf(evaluate(each, scope)) ?? '');
  const [a = 10, b = 0, c = 0, d = 0] = String(block).split('/')[0]?.split('.').map(Number) ?? [];
  const start = ((a * 256 + b) * 256 + c) * 256 + d;
  const size = 2 ** Number(bits);
  const text = (n: number) => [24, 16, 8, 0].map((by) => Math.floor(n / 2 ** by) % 256).join('.');
  return list(
    Array.from({ length: Number(count) }, (_, at) => leaf(`${text(start + at * size)}/${32 - Number(bits)}`)),
  );
};

const functions: Readonly<Record<string, Evaluate>> = {
  Ref: (argument, scope) => (typeof argument === 'string' ? scope.ref(argument) : undefined),
  'Fn::GetAtt': (argument, scope) => {
    const [id = '', ...rest] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
    return scope.attribute(id, rest.join('.'));
  },
  'Fn::Sub': sub,
  'Fn::Join': (argument, scope) => {
    const [delimiter = '', parts = []] = listOf(argument);
    const tree = evaluate(parts, scope);
    const items = tree?.kind === 'list' ? tree.items : tree ? [tree] : [];
    const texts = items.flatMap((each) => (each.kind === 'list' ? each.items.map(textOf) : [textOf(each)]));
    return made(texts.map((each) => each ?? '').join(String(delimiter)), tree);
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter = ',', source = ''] = listOf(argument);
    const tree = evaluate(source, scope);
    const text = textOf(tree);
    return text === undefined ? undefined : list(text.split(String(delimiter)).map((each) => made(each, tree)));
  },
  'Fn::Select': (argument, scope) => {
    const [index = 0, source = []] = listOf(argument);
    const tree = evaluate(source, scope);
    const at = Number(textOf(evaluate(index, scope)));
    if (tree?.kind === 'list') return tree.items[at];
    return textOf(tree)?.includes(',') ? made(textOf(tree)?.split(',')[at]?.trim() ?? '', tree) : undefined;
  },
  'Fn::If': (argument, scope) => {
    const [name = '', yes = null, no = null] = listOf(argument);
    return evaluate(holds({ Condition: name }, scope) ? yes : no, scope);
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map = '', first = '', second = ''] = listOf(argument).map((each) => textOf(evaluate(each, scope)) ?? '');
    const value = scope.mapped(String(map), String(first), String(second));
    return value === undefined ? undefined : evaluate(value, scope);
  },
  'Fn::Base64': (argument, scope) => {
    const tree = evaluate(argument, scope);
    const text = textOf(tree);
    return text === undefined ? undefined : made(Buffer.from(text, 'utf8').toString('base64'), tree);
  },
  'Fn::GetAZs': (_argument, { region }) => list(['a', 'b', 'c'].map((zone) => leaf(region + zone))),
  'Fn::Cidr': blocks,
  'Fn::ImportValue': (argument, scope) => {
    const name = textOf(evaluate(argument, scope)) ?? 'import';
    return leaf(`imported-${name.replaceAll(/[^A-Za-z0-9]+/g, '-').toLowerCase()}`);
  },
  'Fn::ToJsonString': (argument, scope) => {
    const tree = evaluate(argument, scope);
    return tree && made(JSON.stringify(plainOf(tree)), tree);
  },
};

const plainOf = (tree: Tree): JsonValue => {
  if (tree.kind === 'leaf') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plainOf);
  return Object.fromEntries([...tree.fields].map(([key, child]) => [key, plainOf(child)]));
};

/** Whether a condition is true; one that can't be evaluated is not. */
export const holds = (value: JsonValue, scope: Scope): boolean => {
  if (typeof value === 'boolean') return value;
  if (!isObject(value)) return value === 'true';
  const [name, argument] = single(value) ?? ['', null];
  if (name === 'Condition') return holds(scope.condition(String(argument)) ?? false, scope);
  const each = listOf(argument);
  if (name === 'Fn::Not') return !holds(each[0] ?? false, scope);
  if (name === 'Fn::And') return each.every((one) => holds(one, scope));
  if (name === 'Fn::Or') return each.some((one) => holds(one, scope));
  if (name !== 'Fn::Equals') return false;
  const [left, right] = each.map((one) => JSON.stringify(plainOf(evaluate(one, scope) ?? leaf(null))));
  return left === right;
};

/** A value with its functions evaluated; undefined for `AWS::NoValue` and for what can't be evaluated. */
export const evaluate: Evaluate = (value, scope) => {
  if (Array.isArray(value)) {
    return list(value.map((each: JsonValue) => evaluate(each, scope)).filter((each) => each !== undefined));
  }
  if (!isObject(value)) return leaf(typeof value === 'object' ? null : value);
  const call = single(value);
  if (call && call[0] !== 'Condition') {
    const run = Object.hasOwn(functions, call[0]) ? functions[call[0]] : undefined;
    return run?.(call[1], scope);
  }
  return object(
    Object.entries(value).flatMap(([key, child = null]) => {
      const tree = evaluate(child, scope);
      return tree ? [[key, tree] as const] : [];
    }),
  );
};
