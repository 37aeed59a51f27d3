import type { Tokens } from './tokens.ts';

export type Item = Readonly<Record<string, unknown>>;

/** What an expression is evaluated with. */
export type Given = {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
};

/** What an expression says of an item; undefined where the item has no such attribute. */
export type Operand = (item: Item, given: Given) => unknown;

const isName = (text: string): boolean => /^#?[A-Za-z_]\w*$/.test(text);

/** The attribute's own name. Throws for a placeholder that stands for none. */
export const nameOf = (text: string, { names }: Given): string => {
  if (!text.startsWith('#')) return text;
  const name = names[text];
  if (name === undefined) throw new Error(`ValidationException: ${text} is not in ExpressionAttributeNames`);
  return name;
};

const valueNamed =
  (placeholder: string): Operand =>
  (_item, { values }) => {
    if (values[placeholder] !== undefined) return values[placeholder];
    throw new Error(`ValidationException: ${placeholder} is not in ExpressionAttributeValues`);
  };

const inside = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Item)[name] : undefined;

/** `path.to.attribute` or `:value`. */
export const operand = (tokens: Tokens): Operand => {
  const first = tokens.take();
  if (first.startsWith(':')) return valueNamed(first);
  if (!isName(first)) throw new Error(`The simulated DynamoDB knows no attribute "${first}"`);
  const path = [first];
  while (tokens.takes('.')) path.push(tokens.take());
  return (item, given) => path.reduce<unknown>((value, part) => inside(value, nameOf(part, given)), item);
};
