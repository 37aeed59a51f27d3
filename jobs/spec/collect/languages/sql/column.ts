import type { Span } from '#schemas/spec/facts.ts';
import { closingIndex, type Token } from '../../parse/tokens.ts';
import type { Check, Column, Constraint, TableName } from './change.ts';
import { columnNames, is, splitByComma, tableNameAt } from './tokens.ts';

/** Words that end a column's type. */
const afterType = [
  ...['NOT', 'NULL', 'DEFAULT', 'PRIMARY', 'UNIQUE', 'REFERENCES', 'CHECK', 'CONSTRAINT', 'COLLATE', 'GENERATED'],
  ...['AUTO_INCREMENT', 'AUTOINCREMENT', 'IDENTITY', 'COMMENT', 'ON', 'CHARSET', 'AS', 'KEY', 'STORED', 'VIRTUAL'],
  ...['INVISIBLE', 'ROWGUIDCOL', 'SPARSE', 'FIRST', 'AFTER', 'USING', 'ENABLE', 'DISABLE', 'VISIBLE', 'PERSISTED'],
];

const spanOf = (path: string, tokens: readonly Token[]): Span => {
  const start = tokens[0]?.line ?? 1;
  return { path, start, end: Math.max(start, tokens.at(-1)?.endLine ?? start) };
};

const textOf = (tokens: readonly Token[]): string =>
  tokens
    .map(({ kind, text }) => (kind === 'string' ? `'${text}'` : text))
    .join(' ')
    .replace(/ ?([(),]) ?/g, '$1')
    .replace(/,/g, ', ')
    .replace(/\)(?=\w)/g, ') ')
    .trim();

const numberAfter = (tokens: readonly Token[], at: number): number | undefined => {
  const minus = tokens[at]?.text === '-';
  const token = tokens[minus ? at + 1 : at];
  return token?.kind === 'number' ? Number(token.text) * (minus ? -1 : 1) : undefined;
};

/** status IN ('new', 'paid'); quantity > 0; price BETWEEN 0 AND 10; length(name) <= 50. What is harder is `custom`. */
export const checkOf = (path: string, inside: readonly Token[]): Check | undefined => {
  const tokens = inside.filter(({ text, kind }) => kind !== 'sign' || !/[()]/.test(text));
  const names = tokens.filter(({ kind }) => kind === 'name' || kind === 'word');
  const isLength = is(tokens[0], 'LENGTH', 'LEN', 'CHAR_LENGTH');
  const column = isLength ? tokens[1] : names[0];
  if (!column) return undefined;
  const span = spanOf(path, inside);
  const shared = { column: column.text, span };
  const strings = tokens.filter(({ kind }) => kind === 'string').map(({ text }) => text);
  if (tokens.some((token) => is(token, 'IN', 'ANY')) && strings.length > 0)
    return { ...shared, rule: 'one-of', values: strings };
  let min: number | undefined;
  let max: number | undefined;
  for (let at = 0; at < tokens.length; at++) {
    const orEqual = tokens[at + 1]?.text === '=' ? 1 : 0;
    if (tokens[at]?.text === '>') min = numberAfter(tokens, at + 1 + orEqual) ?? min;
    if (tokens[at]?.text === '<') max = numberAfter(tokens, at + 1 + orEqual) ?? max;
    if (is(tokens[at], 'BETWEEN')) {
      min = numberAfter(tokens, at + 1);
      max = numberAfter(tokens, tokens.findIndex((token, index) => index > at && is(token, 'AND')) + 1);
    }
  }
  if (tokens.some((token) => is(token, 'OR'))) return { ...shared, rule: 'custom' };
  if (min === undefined && max === undefined) return { ...shared, rule: 'custom' };
  return {
    ...shared,
    rule: isLength ? 'length' : 'range',
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
};

/** REFERENCES table at `at`. */
const referenced = (tokens: readonly Token[], at: number): TableName | undefined => tableNameAt(tokens, at + 1)?.[0];

const find = (tokens: readonly Token[], ...words: readonly string[]): number =>
  tokens.findIndex((_, at) => words.every((word, offset) => is(tokens[at + offset], word)));

/** PRIMARY KEY (…), UNIQUE [KEY name] (…), FOREIGN KEY (…) REFERENCES …, CHECK (…), with a name or without. */
export const constraintOf = (path: string, tokens: readonly Token[]): Constraint | undefined => {
  const at = is(tokens[0], 'CONSTRAINT') ? (is(tokens[1], 'PRIMARY', 'UNIQUE', 'FOREIGN', 'CHECK') ? 1 : 2) : 0;
  const first = tokens[at];
  const open = tokens.findIndex(({ text, kind }, index) => index > at && kind === 'sign' && text === '(');
  if (open < 0 || !is(first, 'PRIMARY', 'UNIQUE', 'FOREIGN', 'CHECK')) return undefined;
  const inside = tokens.slice(open + 1, closingIndex(tokens, open) - 1);
  const span = spanOf(path, tokens);
  if (is(first, 'PRIMARY')) return { kind: 'primary', columns: columnNames(inside), span };
  if (is(first, 'UNIQUE')) return { kind: 'unique', columns: columnNames(inside), span };
  if (is(first, 'CHECK')) {
    const check = checkOf(path, inside);
    return check ? { kind: 'check', check, span } : undefined;
  }
  const target = referenced(tokens, find(tokens, 'REFERENCES'));
  return target ? { kind: 'foreign', columns: columnNames(inside), target, span } : undefined;
};

/** Rows of a CREATE TABLE's bracket that are neither columns nor constraints. */
const others = ['INDEX', 'KEY', 'FULLTEXT', 'SPATIAL', 'EXCLUDE', 'LIKE', 'PERIOD', 'CONSTRAINT', 'FOREIGN'];

const lengthIn = (type: readonly Token[]): number | undefined => {
  const length = type[0] && /char|text|string|binary/i.test(type[0].text) ? type : [];
  const value = Number(length.find(({ kind }) => kind === 'number')?.text);
  return Number.isInteger(value) && value > 0 ? value : undefined;
};

const typeEnd = (tokens: readonly Token[]): number => {
  let at = 1;
  while (at < tokens.length) {
    if (tokens[at]?.kind === 'sign' && tokens[at]?.text === '(') at = closingIndex(tokens, at);
    else if (is(tokens[at], ...afterType)) break;
    else if (is(tokens[at], 'CHARACTER') && is(tokens[at + 1], 'SET')) break;
    else at++;
  }
  return at;
};

/** name type [constraints], as CREATE TABLE and ADD COLUMN write it; `undefined` where it is none. */
export const columnOf = (path: string, tokens: readonly Token[]): Column | undefined => {
  const name = tokens[0];
  if (!name || (name.kind !== 'word' && name.kind !== 'name')) return undefined;
  if (is(name, ...others, 'PRIMARY', 'UNIQUE', 'CHECK')) return undefined;
  const end = typeEnd(tokens);
  const type = tokens.slice(1, end);
  const rest = tokens.slice(end);
  const key = find(rest, 'PRIMARY', 'KEY') >= 0;
  const array = type.some(({ kind, text }) => kind === 'name' && text === '');
  const references = referenced(rest, find(rest, 'REFERENCES'));
  const checkAt = find(rest, 'CHECK', '(');
  const inside = checkAt < 0 ? [] : rest.slice(checkAt + 2, closingIndex(rest, checkAt + 1) - 1);
  const check = checkOf(path, inside);
  const values = is(type[0], 'ENUM', 'SET') ? type.filter(({ kind }) => kind === 'string').map(({ text }) => text) : [];
  const length = lengthIn(type);
  const commentAt = find(rest, 'COMMENT');
  const said = commentAt < 0 ? undefined : rest[commentAt + 1];
  const doc = said?.kind === 'string' ? said.text : [name.doc, tokens.at(-1)?.trailing].filter(Boolean).join(' ');
  const span = spanOf(path, tokens);
  return {
    name: name.text,
    type: `${textOf(type.filter(({ text }) => text !== ''))}${array ? '[]' : ''}`,
    nullable: !key && find(rest, 'NOT', 'NULL') < 0 && !/serial/i.test(type[0]?.text ?? ''),
    key,
    unique: key || find(rest, 'UNIQUE') >= 0,
    ...(length === undefined ? {} : { length }),
    ...(doc ? { doc } : {}),
    ...(references && find(rest, 'REFERENCES') >= 0 ? { references } : {}),
    ...(values.length > 0 ? { check: { column: name.text, rule: 'one-of', values, span } } : check ? { check } : {}),
    span,
  };
};

/** The inside of a CREATE TABLE's bracket. */
export const rowsOf = (path: string, inside: readonly Token[]): { columns: Column[]; constraints: Constraint[] } => {
  const constraints: Constraint[] = [];
  const columns: Column[] = [];
  for (const row of splitByComma(inside)) {
    const constraint = constraintOf(path, row);
    const column = constraint ? undefined : columnOf(path, row);
    if (constraint) constraints.push(constraint);
    else if (column) columns.push(column);
  }
  return { columns, constraints };
};
