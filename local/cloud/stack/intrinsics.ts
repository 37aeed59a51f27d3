import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';

/** What names in a template stand for. Each throws for a name it does not know. */
export type Scope = {
  /** A parameter's, pseudo parameter's or resource's value; undefined is AWS::NoValue. */
  ref(name: string): JsonValue | undefined;
  attribute(logicalId: string, name: string): JsonValue;
  condition(name: string): boolean;
  mapping(map: string, top: string, second: string): JsonValue;
};

type Value = JsonValue | undefined;
type Intrinsic = (argument: JsonValue, scope: Scope) => Value;

const fail = (name: string, needs: string): never => {
  throw new Error(`${name} needs ${needs}`);
};

const list = (name: string, value: Value, length?: number): readonly JsonValue[] => {
  if (!Array.isArray(value) || (length !== undefined && value.length !== length))
    return fail(name, length === undefined ? 'a list' : `a list of ${length}`);
  return value;
};

const text = (name: string, value: Value): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : fail(name, 'a string');

const truth = (name: string, value: Value): boolean =>
  typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : fail(name, 'conditions');

const attributeOf = (argument: JsonValue, scope: Scope): JsonValue => {
  const parts = typeof argument === 'string' ? argument.split('.') : list('Fn::GetAtt', argument);
  const [logicalId, ...path] = parts.map((part) => text('Fn::GetAtt', evaluate(part, scope)));
  return scope.attribute(logicalId ?? '', path.join('.'));
};

const substitute = (argument: JsonValue, scope: Scope): JsonValue => {
  const [template, own] = Array.isArray(argument) ? list('Fn::Sub', argument, 2) : [argument, {}];
  const variables = isObject(own) ? own : {};
  return text('Fn::Sub', template).replace(/\$\{(!?)([^}]*)\}/g, (whole, literal: string, expression: string) => {
    if (literal === '!') return `\${${expression}}`;
    const name = expression.trim();
    if (Object.hasOwn(variables, name)) return text('Fn::Sub', evaluate(variables[name] ?? '', scope));
    const value = name.includes('.') ? attributeOf(name, scope) : scope.ref(name);
    return text(`Fn::Sub ${whole}`, value);
  });
};

const select: Intrinsic = (argument, scope) => {
  const [index, from] = list('Fn::Select', argument, 2).map((part) => evaluate(part, scope));
  const values = list('Fn::Select', from);
  return values[Number(index)] ?? fail('Fn::Select', `an index below ${values.length}, not ${String(index)}`);
};

const conditions = (name: string, argument: JsonValue, scope: Scope): readonly boolean[] =>
  list(name, argument).map((part) => truth(name, evaluate(part, scope)));

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => scope.ref(text('Ref', argument)),
  Condition: (argument, scope) => scope.condition(text('Condition', argument)),
  'Fn::GetAtt': attributeOf,
  'Fn::Sub': substitute,
  'Fn::Select': select,
  'Fn::Base64': (argument, scope) => Buffer.from(text('Fn::Base64', evaluate(argument, scope))).toString('base64'),
  'Fn::FindInMap': (argument, scope) => {
    const names = list('Fn::FindInMap', argument, 3).map((part) => text('Fn::FindInMap', evaluate(part, scope)));
    return scope.mapping(names[0] ?? '', names[1] ?? '', names[2] ?? '');
  },
  'Fn::Join': (argument, scope) => {
    const [separator, values] = list('Fn::Join', argument, 2).map((part) => evaluate(part, scope));
    return list('Fn::Join', values)
      .map((value) => text('Fn::Join', value))
      .join(text('Fn::Join', separator));
  },
  'Fn::Split': (argument, scope) => {
    const [separator, value] = list('Fn::Split', argument, 2).map((part) => text('Fn::Split', evaluate(part, scope)));
    return (value ?? '').split(separator ?? '');
  },
  'Fn::If': (argument, scope) => {
    const [name, yes, no] = list('Fn::If', argument, 3);
    return evaluate((scope.condition(text('Fn::If', name)) ? yes : no) ?? null, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [a, b] = list('Fn::Equals', argument, 2).map((part) => JSON.stringify(evaluate(part, scope)));
    return a === b;
  },
  'Fn::And': (argument, scope) => conditions('Fn::And', argument, scope).every(Boolean),
  'Fn::Or': (argument, scope) => conditions('Fn::Or', argument, scope).some(Boolean),
  'Fn::Not': (argument, scope) => !conditions('Fn::Not', argument, scope)[0],
};

const intrinsicOf = (value: JsonObject): readonly [Intrinsic, JsonValue] | undefined => {
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) return undefined;
  const argument = value[name];
  const intrinsic = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
  // `Condition` is a function only where it names one: IAM statements have a key of that name that holds an object.
  if (name === 'Condition' && typeof argument !== 'string') return undefined;
  if (intrinsic !== undefined && argument !== undefined) return [intrinsic, argument];
  if (name.startsWith('Fn::')) throw new Error(`The embedded cloud does not know the intrinsic function ${name}`);
  return undefined;
};

/** Resolves the intrinsic functions in a value of a template; undefined is AWS::NoValue, which takes its property away. */
export const evaluate = (value: JsonValue, scope: Scope): Value => {
  if (Array.isArray(value))
    return value.map((item) => evaluate(item, scope)).filter((item): item is JsonValue => item !== undefined);
  if (!isObject(value)) return value;
  const call = intrinsicOf(value);
  if (call !== undefined) return call[0](call[1], scope);
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const evaluated = item === undefined ? undefined : evaluate(item, scope);
    return evaluated === undefined ? [] : [[key, evaluated] as const];
  });
  return Object.fromEntries(entries);
};
