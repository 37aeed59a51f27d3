import type { Span } from '#schemas/spec/facts.ts';
import { isTestPath } from '../../parse/is-test.ts';
import type { TextFile } from '../../parse/language.ts';
import { closingIndex, type Token, tokensOf } from '../../parse/tokens.ts';
import type { Change, Routine, TableName } from './change.ts';
import { columnOf, constraintOf, rowsOf } from './column.ts';
import { columnNames, is, lexicon, splitByComma, tableNameAt } from './tokens.ts';

export type SqlPiece = {
  readonly path: string;
  readonly isTest: boolean;
  readonly changes: readonly Change[];
  readonly routines: readonly Routine[];
};

/** Scripts that take back what others did. */
const undoes =
  /(\.down\.sql$|(^|\/)(down|rollbacks?|undo|revert)\/|(^|\/)U\d[^/]*__|[._-](rollback|undo|revert)\.sql$|(^|\/)down\.sql$)/i;

/** From these marks on, a script of goose, dbmate, sql-migrate or golang-migrate takes back what it did above. */
const downMark = /^--\s*(\+goose\s+down|migrate:down|\+migrate\s+down|rollback\b|@undo)\b.*$/im;
const upMark = /^--\s*(\+goose\s+up|migrate:up|\+migrate\s+up)\b.*$/im;

/** The text without the part that takes back; as many lines as it had. */
const forward = (text: string): string => {
  const down = downMark.exec(text);
  if (!down) return text;
  const up = upMark.exec(text.slice(down.index));
  const end = up ? down.index + up.index : text.length;
  return text.slice(0, down.index) + text.slice(down.index, end).replace(/[^\n]/g, ' ') + text.slice(end);
};

/** Tokens by statement: up to `;`, and up to T-SQL's GO on a line of its own. */
const statementsOf = (tokens: readonly Token[]): Token[][] => {
  const statements: Token[][] = [[]];
  for (const [at, token] of tokens.entries()) {
    const alone = tokens[at - 1]?.endLine !== token.line && tokens[at + 1]?.line !== token.line;
    if ((token.kind === 'sign' && token.text === ';') || (alone && is(token, 'GO'))) statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements.filter((statement) => statement.length > 1);
};

const skip = (tokens: readonly Token[], at: number, ...words: readonly string[]): number => {
  let index = at;
  while (is(tokens[index], ...words)) index++;
  return index;
};

const spanOf = (path: string, tokens: readonly Token[]): Span => {
  const first = tokens[0];
  const start = (first?.line ?? 1) - (first?.doc?.split('\n').length ?? 0);
  return { path, start: Math.max(1, start), end: Math.max(1, tokens.at(-1)?.endLine ?? 1) };
};

type Statement = { readonly path: string; readonly tokens: readonly Token[]; readonly at: number };

/** Tools write of each statement what it is: CreateTable, Table structure for table `orders` */
const saysSomething = (comment: string): boolean =>
  /\s/.test(comment) && !/^[-=*\s]*(table structure for|dumping|name:|create (the )?table)/i.test(comment);

const createTable = ({ path, tokens, at }: Statement): Change[] => {
  const named = tableNameAt(tokens, skip(tokens, at, 'IF', 'NOT', 'EXISTS'));
  if (!named || tokens[named[1]]?.text !== '(') return [];
  const [table, open] = named;
  const end = closingIndex(tokens, open);
  const rows = rowsOf(path, tokens.slice(open + 1, end - 1));
  if (rows.columns.length === 0) return [];
  const after = tokens.slice(end);
  const comment = after.findIndex((token) => is(token, 'COMMENT'));
  const said = after.slice(comment + 1).find(({ kind }) => kind === 'string');
  const above = tokens[0]?.doc;
  const doc = comment >= 0 && said ? said.text : above && saysSomething(above) ? above : undefined;
  return [{ kind: 'create', table, ...rows, ...(doc ? { doc } : {}), span: spanOf(path, tokens) }];
};

/** One action of an ALTER TABLE. */
const actionOf = (path: string, table: TableName, tokens: readonly Token[]): Change[] => {
  const shared = { table, span: spanOf(path, tokens) };
  const [first, second] = tokens;
  const constraintAt = is(first, 'ADD', 'WITH')
    ? skip(tokens, is(first, 'WITH') ? 3 : 1, 'ADD', 'IF', 'NOT', 'EXISTS')
    : 0;
  const constraint = constraintOf(path, tokens.slice(constraintAt));
  if (constraint) return [{ ...shared, kind: 'constrain', constraint }];
  if (is(first, 'RENAME') && is(second, 'TO', 'AS')) {
    const to = tableNameAt(tokens, 2)?.[0];
    return to ? [{ ...shared, kind: 'rename', to }] : [];
  }
  const columnAt = skip(tokens, 1, 'COLUMN', 'IF', 'NOT', 'EXISTS');
  const name = tokens[columnAt]?.text ?? '';
  if (is(first, 'ADD')) {
    const bracket = tokens[columnAt]?.text === '(' && tokens[columnAt]?.kind === 'sign';
    const inside = bracket
      ? splitByComma(tokens.slice(columnAt + 1, closingIndex(tokens, columnAt) - 1))
      : [tokens.slice(columnAt)];
    return inside.flatMap((one): Change[] => {
      const column = columnOf(path, one);
      return column ? [{ ...shared, kind: 'add-column', column }] : [];
    });
  }
  if (is(first, 'DROP') && is(second, 'COLUMN')) return [{ ...shared, kind: 'drop-column', name }];
  if (is(first, 'RENAME') && is(tokens[columnAt + 1], 'TO'))
    return [{ ...shared, kind: 'rename-column', name, to: tokens[columnAt + 2]?.text ?? name }];
  if (is(first, 'CHANGE', 'MODIFY')) {
    const column = columnOf(path, tokens.slice(is(first, 'CHANGE') ? columnAt + 1 : columnAt));
    return column ? [{ ...shared, kind: 'alter-column', name, column }] : [];
  }
  if (!is(first, 'ALTER')) return [];
  const rest = tokens.slice(columnAt + 1);
  if (is(rest[0], 'SET', 'DROP'))
    return is(rest[1], 'NOT') && is(rest[2], 'NULL')
      ? [{ ...shared, kind: 'set-nullable', name, nullable: is(rest[0], 'DROP') }]
      : [];
  const typed = rest.filter((token, index) => index > 0 || !is(token, 'TYPE'));
  const column = columnOf(path, [tokens[columnAt] as Token, ...typed]);
  return column?.type ? [{ ...shared, kind: 'alter-column', name, column }] : [];
};

const alterTable = ({ path, tokens, at }: Statement): Change[] => {
  const named = tableNameAt(tokens, skip(tokens, at, 'IF', 'EXISTS', 'ONLY'));
  if (!named) return [];
  const [table, start] = named;
  let adding = false;
  return splitByComma(tokens.slice(start)).flatMap((action) => {
    // T-SQL and Oracle: ADD a int, b int
    const bare = adding && !is(action[0], 'ADD', 'DROP', 'ALTER', 'MODIFY', 'CHANGE', 'RENAME', 'CONSTRAINT', 'WITH');
    adding = bare || is(action[0], 'ADD');
    const head = tokens[start];
    return actionOf(path, table, bare && head ? [head, ...action] : action);
  });
};

const dropTable = ({ path, tokens, at }: Statement): Change[] =>
  splitByComma(tokens.slice(skip(tokens, at, 'IF', 'EXISTS'))).flatMap((part): Change[] => {
    const table = tableNameAt(part, 0)?.[0];
    return table ? [{ kind: 'drop', table, span: spanOf(path, tokens) }] : [];
  });

/** CREATE UNIQUE INDEX name ON table (column) */
const uniqueIndex = ({ path, tokens, at }: Statement): Change[] => {
  const on = tokens.findIndex((token, index) => index >= at && is(token, 'ON'));
  const named = on < 0 ? undefined : tableNameAt(tokens, skip(tokens, on + 1, 'ONLY'));
  if (!named) return [];
  const open = tokens.findIndex(({ text, kind }, index) => index >= named[1] && kind === 'sign' && text === '(');
  if (open < 0 || tokens.some((token) => is(token, 'WHERE'))) return [];
  const columns = columnNames(tokens.slice(open + 1, closingIndex(tokens, open) - 1));
  const span = spanOf(path, tokens);
  return [{ kind: 'constrain', table: named[0], constraint: { kind: 'unique', columns, span }, span }];
};

/** COMMENT ON TABLE t IS '…', COMMENT ON COLUMN t.c IS '…' */
const commentOn = ({ path, tokens, at }: Statement): Change[] => {
  const named = tableNameAt(tokens, at + 1);
  const text = tokens.at(-1);
  if (!named || text?.kind !== 'string') return [];
  const shared = { kind: 'comment', text: text.text, span: spanOf(path, tokens) } as const;
  if (is(tokens[at], 'TABLE')) return [{ ...shared, table: named[0] }];
  const parts = named[0].full.split('.');
  const table = parts.slice(0, -1);
  return is(tokens[at], 'COLUMN') && table.length > 0
    ? [{ ...shared, column: parts.at(-1) ?? '', table: { name: table.at(-1) ?? '', full: table.join('.') } }]
    : [];
};

const routines = ['VIEW', 'PROCEDURE', 'PROC', 'FUNCTION', 'TRIGGER'];
const temporary = [
  'GLOBAL',
  'LOCAL',
  'UNLOGGED',
  'EXTERNAL',
  'OR',
  'REPLACE',
  'ALTER',
  'FOREIGN',
  'MATERIALIZED',
  'DEFINER',
];

const readStatement = (
  path: string,
  tokens: readonly Token[],
  into: { changes: Change[]; routines: Routine[] },
): void => {
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (!is(token, 'CREATE', 'ALTER', 'DROP', 'COMMENT')) continue;
    const object = skip(tokens, at + 1, ...temporary);
    const inner = tokens.slice(at);
    const statement = { path, tokens: inner, at: object - at + 1 };
    if (is(token, 'CREATE') && is(tokens[object], 'TABLE')) into.changes.push(...createTable(statement));
    else if (is(token, 'ALTER') && is(tokens[object], 'TABLE')) into.changes.push(...alterTable(statement));
    else if (is(token, 'DROP') && is(tokens[object], 'TABLE')) into.changes.push(...dropTable(statement));
    else if (is(token, 'CREATE') && is(tokens[object], 'UNIQUE')) into.changes.push(...uniqueIndex(statement));
    else if (is(token, 'COMMENT') && is(tokens[object], 'ON')) into.changes.push(...commentOn(statement));
    else if (is(token, 'CREATE') && is(tokens[object], ...routines)) {
      const named = tableNameAt(tokens, skip(tokens, object + 1, 'IF', 'NOT', 'EXISTS'));
      if (!named) continue;
      const doc = token?.doc;
      const kind = (tokens[object]?.text ?? '').toLowerCase();
      into.routines.push({ kind, name: named[0].full, span: spanOf(path, inner), ...(doc ? { doc } : {}) });
    } else continue;
    return;
  }
};

/** What a script does to tables, and its views and procedures. Data, permissions and temporary tables are passed over. */
export const readSql = ({ path, text }: TextFile): SqlPiece => {
  const into: { changes: Change[]; routines: Routine[] } = { changes: [], routines: [] };
  if (!undoes.test(path)) {
    for (const statement of statementsOf(tokensOf(forward(text), lexicon))) readStatement(path, statement, into);
  }
  return { path, isTest: isTestPath(path), ...into };
};
