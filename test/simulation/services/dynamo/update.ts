import { type Given, type Item, nameOf, type Operand, operand } from './operand.ts';
import { type Tokens, tokensOf } from './tokens.ts';

/** The item after an update; the one before stays as it is. */
export type Update = (item: Item, given: Given) => Item;

type Change = (next: Record<string, unknown>, before: Item, given: Given) => void;

const sum = (left: unknown, right: unknown): number => {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  throw new Error('ValidationException: only numbers are added');
};

const added = (value: unknown, more: unknown): unknown => {
  if (typeof more === 'number') return sum(value ?? 0, more);
  if (more instanceof Set) return new Set([...(value instanceof Set ? value : []), ...more]);
  throw new Error('ValidationException: ADD takes numbers and sets');
};

const set = (tokens: Tokens): Change => {
  const target = tokens.take();
  tokens.expect('=');
  const first = operand(tokens);
  const second: Operand | undefined = tokens.takes('+') ? operand(tokens) : undefined;
  return (next, before, given) => {
    const value = first(before, given);
    if (value === undefined) throw new Error(`ValidationException: nothing to set ${target} to`);
    next[nameOf(target, given)] = second ? sum(value, second(before, given)) : value;
  };
};

const remove = (tokens: Tokens): Change => {
  const target = tokens.take();
  return (next, _before, given) => void delete next[nameOf(target, given)];
};

const add = (tokens: Tokens): Change => {
  const target = tokens.take();
  const more = operand(tokens);
  return (next, before, given) => {
    const name = nameOf(target, given);
    next[name] = added(before[name], more(before, given));
  };
};

const clauses: Readonly<Record<string, (tokens: Tokens) => Change>> = { SET: set, REMOVE: remove, ADD: add };

/** Of https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html what the stores send. */
export const updateOf = (text: string): Update => {
  const tokens = tokensOf(text);
  const changes: Change[] = [];
  while (tokens.next !== undefined) {
    const clause = clauses[tokens.take()];
    if (!clause) throw new Error(`The simulated DynamoDB does not understand "${text}"`);
    do changes.push(clause(tokens));
    while (tokens.takes(','));
  }
  return (item, given) => {
    const next = { ...item };
    for (const change of changes) change(next, item, given);
    return next;
  };
};
