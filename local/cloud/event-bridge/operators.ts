import { isObject, type JsonValue } from '#schemas/json.ts';
import { cidrContains } from './cidr.ts';

/** Whether one value of an event bears out a matching rule; `undefined` is a field the event does not have. */
export type Test = (value: JsonValue | undefined) => boolean;

type Compile = (argument: JsonValue) => Test;

const refuse = (operator: string, needs: string): never => {
  throw new Error(`Event pattern is not valid: "${operator}" needs ${needs}`);
};

const text = (operator: string, argument: JsonValue): string =>
  typeof argument === 'string' ? argument : refuse(operator, 'a string');

const onText =
  (test: (value: string) => boolean): Test =>
  (value) =>
    typeof value === 'string' && test(value);

const sameText = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** `prefix` and `suffix` take a string or `{ "equals-ignore-case": string }`. */
const affix = (operator: 'prefix' | 'suffix'): Compile => {
  const part = (value: string, length: number) =>
    operator === 'prefix' ? value.slice(0, length) : value.slice(Math.max(0, value.length - length));
  return (argument) => {
    if (isObject(argument)) {
      const wanted = text(operator, argument['equals-ignore-case'] ?? null);
      return onText((value) => sameText(part(value, wanted.length), wanted));
    }
    const wanted = text(operator, argument);
    return onText((value) => part(value, wanted.length) === wanted);
  };
};

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const numeric: Compile = (argument) => {
  if (!Array.isArray(argument) || argument.length === 0 || argument.length % 2 !== 0)
    return refuse('numeric', 'pairs of a comparison and a number');
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < argument.length; index += 2) {
    const [sign, bound] = [argument[index], argument[index + 1]];
    if (typeof sign !== 'string' || !Object.hasOwn(comparisons, sign) || typeof bound !== 'number')
      return refuse('numeric', 'pairs of a comparison and a number');
    const compare = comparisons[sign];
    tests.push((value) => compare?.(value, bound) === true);
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
};

/** `*` stands for any number of characters; `\*` and `\\` are the characters themselves. */
const wildcard: Compile = (argument) => {
  const pattern = text('wildcard', argument);
  if (/(?<!\\)\*\*/.test(pattern)) return refuse('wildcard', 'single asterisks');
  const parts = [''];
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern.charAt(index);
    if (character === '*') parts.push('');
    else parts[parts.length - 1] += character === '\\' ? pattern.charAt(++index) : character;
  }
  return onText((value) => matchesParts(value, parts));
};

/** Greedy from the left between a fixed beginning and end: linear, where a regular expression could backtrack. */
const matchesParts = (value: string, parts: readonly string[]): boolean => {
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return value === first;
  if (!value.startsWith(first) || !value.endsWith(last) || value.length < first.length + last.length) return false;
  let from = first.length;
  for (const part of rest) {
    const found = value.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return from <= value.length - last.length;
};

const anyOf =
  (compile: Compile): Compile =>
  (argument) => {
    const tests = (Array.isArray(argument) ? argument : [argument]).map(compile);
    return (value) => tests.some((test) => test(value));
  };

const equalsIgnoreCase: Compile = (argument) => {
  const wanted = text('equals-ignore-case', argument);
  return onText((value) => sameText(value, wanted));
};

const prefix = affix('prefix');
const suffix = affix('suffix');

/** What may stand inside `anything-but`; each takes one value or a list of them. */
const negatable: Readonly<Record<string, Compile>> = {
  prefix: anyOf(prefix),
  suffix: anyOf(suffix),
  wildcard: anyOf(wildcard),
  'equals-ignore-case': anyOf(equalsIgnoreCase),
};

const literal: Compile = (argument) => {
  if (typeof argument === 'object' && argument !== null) return refuse('anything-but', 'strings or numbers');
  return (value) => value === argument;
};

const anythingBut: Compile = (argument) => {
  const forbidden = isObject(argument) ? compileOperator(argument, negatable) : anyOf(literal)(argument);
  return (value) => value !== undefined && !forbidden(value);
};

const exists: Compile = (argument) => {
  if (typeof argument !== 'boolean') return refuse('exists', 'true or false');
  return (value) => (value !== undefined) === argument;
};

const cidr: Compile = (argument) => {
  const contains = cidrContains(text('cidr', argument));
  return onText(contains);
};

/** The comparison operators. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
const operators: Readonly<Record<string, Compile>> = {
  prefix,
  suffix,
  'anything-but': anythingBut,
  numeric,
  exists,
  'equals-ignore-case': equalsIgnoreCase,
  cidr,
  wildcard,
};

const compileOperator = (rule: JsonValue, table: Readonly<Record<string, Compile>>): Test => {
  const [entry, ...others] = isObject(rule) ? Object.entries(rule) : [];
  if (entry === undefined || others.length > 0)
    throw new Error(`Event pattern is not valid: a matching rule is one operator, not ${JSON.stringify(rule)}`);
  const [name, argument] = entry;
  const compile = Object.hasOwn(table, name) ? table[name] : undefined;
  if (compile === undefined || argument === undefined)
    throw new Error(`Event pattern is not valid: unknown operator "${name}"`);
  return compile(argument);
};

/** Makes the test of one matching rule: a value to be found as it is, or `{ operator: argument }`. Throws what is wrong with it. */
export const compileRule = (rule: JsonValue): Test =>
  typeof rule === 'object' && rule !== null ? compileOperator(rule, operators) : (value) => value === rule;
