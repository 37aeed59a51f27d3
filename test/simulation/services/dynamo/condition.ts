import { type Given, type Item, type Operand, operand } from './operand.ts';
import { type Tokens, tokensOf } from './tokens.ts';

export type Condition = (item: Item, given: Given) => boolean;

type Comparable = string | number;

/** As DynamoDB does: what is not there, or of another type, is neither less nor more. */
const compared =
  (holds: (order: number) => boolean) =>
  (left: unknown, right: unknown): boolean => {
    if (typeof left !== typeof right || (typeof left !== 'string' && typeof left !== 'number')) return false;
    const [a, b] = [left, right as Comparable];
    return holds(a < b ? -1 : a > b ? 1 : 0);
  };

const comparisons: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  '=': (left, right) => left !== undefined && left === right,
  '<': compared((order) => order < 0),
  '<=': compared((order) => order <= 0),
  '>': compared((order) => order > 0),
  '>=': compared((order) => order >= 0),
};

const functions: Readonly<Record<string, (args: readonly unknown[]) => boolean>> = {
  attribute_exists: ([value]) => value !== undefined,
  attribute_not_exists: ([value]) => value === undefined,
  contains: ([set, value]) => set instanceof Set && set.has(value),
};

const call = (name: string, tokens: Tokens): Condition => {
  const holds = functions[name];
  if (!holds) throw new Error(`The simulated DynamoDB knows no function "${name}"`);
  const args: Operand[] = [];
  tokens.expect('(');
  do args.push(operand(tokens));
  while (tokens.takes(','));
  tokens.expect(')');
  return (item, given) => holds(args.map((arg) => arg(item, given)));
};

const comparison = (tokens: Tokens): Condition => {
  const left = operand(tokens);
  if (tokens.takes('BETWEEN')) {
    const low = operand(tokens);
    tokens.expect('AND');
    const high = operand(tokens);
    const [least, most] = [compared((order) => order >= 0), compared((order) => order <= 0)];
    return (item, given) => {
      const value = left(item, given);
      return least(value, low(item, given)) && most(value, high(item, given));
    };
  }
  const compares = comparisons[tokens.take()];
  if (!compares) throw new Error('The simulated DynamoDB knows no such comparison');
  const right = operand(tokens);
  return (item, given) => compares(left(item, given), right(item, given));
};

const primary = (tokens: Tokens): Condition => {
  if (tokens.takes('NOT')) {
    const denied = primary(tokens);
    return (item, given) => !denied(item, given);
  }
  if (tokens.takes('(')) {
    const inner = either(tokens);
    tokens.expect(')');
    return inner;
  }
  if (tokens.next !== undefined && tokens.next in functions) return call(tokens.take(), tokens);
  return comparison(tokens);
};

const both = (tokens: Tokens): Condition => {
  const parts = [primary(tokens)];
  while (tokens.takes('AND')) parts.push(primary(tokens));
  return (item, given) => parts.every((part) => part(item, given));
};

const either = (tokens: Tokens): Condition => {
  const parts = [both(tokens)];
  while (tokens.takes('OR')) parts.push(both(tokens));
  return (item, given) => parts.some((part) => part(item, given));
};

/**
 * A condition, filter or key condition: what the stores send of
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html and nothing else of it.
 */
export const conditionOf = (text: string): Condition => {
  const tokens = tokensOf(text);
  const condition = either(tokens);
  if (tokens.next !== undefined) throw new Error(`"${text}" goes on with "${tokens.next}"`);
  return condition;
};
