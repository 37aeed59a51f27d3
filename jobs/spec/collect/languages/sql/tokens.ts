import type { Lexicon, Token } from '../../parse/tokens.ts';
import type { TableName } from './change.ts';

/** What PostgreSQL, MySQL, T-SQL and SQLite have in common, and the quotes of each. */
export const lexicon: Lexicon = {
  lineComments: ['--', '# '],
  strings: { "'": "'" },
  names: { '"': '"', '`': '`', '[': ']' },
  doubled: true,
  dollar: true,
};

/** Whether a token is this keyword: SQL's are in any case. */
export const is = (token: Token | undefined, ...wanted: readonly string[]): boolean =>
  token !== undefined &&
  token.kind !== 'string' &&
  token.kind !== 'name' &&
  wanted.some((word) => word === token.text || (token.kind === 'word' && word === token.text.toUpperCase()));

const isName = (token: Token | undefined): token is Token => token?.kind === 'word' || token?.kind === 'name';

/** schema.table at `at`: [the name, the index after it]. */
export const tableNameAt = (tokens: readonly Token[], at: number): [TableName, number] | undefined => {
  const parts: string[] = [];
  let index = at;
  while (isName(tokens[index])) {
    parts.push((tokens[index] as Token).text);
    if (tokens[index + 1]?.text !== '.' || !isName(tokens[index + 2])) break;
    index += 2;
  }
  const name = parts.at(-1);
  if (name === undefined) return undefined;
  const schema = parts.slice(0, -1).filter((part) => !/^(dbo|public)$/i.test(part));
  return [{ name, full: [...schema, name].join('.') }, index + 1];
};

/** The parts between the commas of a bracket's inside, brackets within them whole. */
export const splitByComma = (tokens: readonly Token[]): Token[][] => {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'sign' && token.text === '(') depth++;
    if (token.kind === 'sign' && token.text === ')') depth--;
    const part = parts.at(-1) ?? [];
    if (token.kind !== 'sign' || token.text !== ',' || depth > 0) part.push(token);
    else {
      // The comment behind a comma is about what stands before it.
      const last = part.at(-1);
      if (last && token.trailing) part[part.length - 1] = { ...last, trailing: token.trailing };
      parts.push([]);
    }
  }
  return parts.filter((part) => part.length > 0);
};

/** The names in a bracket: (order_id, "line" DESC) -> order_id, line. */
export const columnNames = (tokens: readonly Token[]): string[] =>
  splitByComma(tokens).flatMap(([first]) => (isName(first) ? [first.text] : []));
