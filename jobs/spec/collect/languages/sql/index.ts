import type { CodeSymbol, Entity, Facts, Reference } from '#schemas/spec/facts.ts';
import { noFacts } from '../../parse/facts.ts';
import { isTestPath } from '../../parse/is-test.ts';
import type { Language } from '../../parse/language.ts';
import { symbolIds } from '../../parse/symbol-ids.ts';
import { readSql, type SqlPiece } from './read.ts';
import { fieldsOf, relationsOf, type Table, tablesAfter, validationsOf } from './tables.ts';

type Ids = (path: string, name: string) => string;

const newIds = (): Ids => {
  const byPath = new Map<string, (name: string) => string>();
  return (path, name) => {
    const of = byPath.get(path) ?? symbolIds(path);
    byPath.set(path, of);
    return of(name);
  };
};

const shortName = (full: string): string => full.split('.').at(-1) ?? full;

const symbolOf = (
  idOf: Ids,
  kind: CodeSymbol['kind'],
  full: string,
  { doc, span, signature }: { doc?: string; span: CodeSymbol['span']; signature: string },
): CodeSymbol => ({
  id: idOf(span.path, full),
  kind,
  language: 'sql',
  name: shortName(full),
  qualifiedName: full,
  span,
  visibility: 'public',
  signature: signature.slice(0, 400),
  ...(doc ? { doc: doc.slice(0, 4_000) } : {}),
  isTest: isTestPath(span.path),
});

const columnSymbols = (idOf: Ids, table: Table, container: string): CodeSymbol[] =>
  fieldsOf(table).map((field) => ({
    ...symbolOf(idOf, 'field', `${table.full}.${field.name}`, {
      span: field.span,
      signature: `${field.name} ${field.type}`,
      ...(field.doc ? { doc: field.doc } : {}),
    }),
    name: field.name,
    // A column that a later script adds stands in another file than its table.
    ...(field.span.path === table.span.path ? { container } : {}),
  }));

const entityOf = (table: Table, symbol: string, tables: ReadonlyMap<string, Table>): Entity => ({
  name: shortName(table.full),
  symbol,
  framework: 'sql',
  table: table.full,
  ...(table.doc ? { doc: table.doc } : {}),
  fields: fieldsOf(table),
  relations: relationsOf(table, tables),
  span: table.span,
});

const link = (pieces: readonly SqlPiece[]): Facts => {
  const idOf = newIds();
  const tables = tablesAfter(pieces.filter(({ isTest }) => !isTest).flatMap(({ changes }) => changes));
  const byName = new Map(tables.map((table) => [shortName(table.full).toLowerCase(), table]));
  const made = tables.map((table) => ({
    table,
    symbol: symbolOf(idOf, 'class', table.full, { ...table, signature: `CREATE TABLE ${table.full}` }),
  }));
  const entities = made.map(({ table, symbol }) => entityOf(table, symbol.id, byName));
  const idOfTable = new Map(made.map(({ symbol }) => [symbol.name.toLowerCase(), symbol.id]));
  const references = entities.flatMap((entity): Reference[] =>
    [...Map.groupBy(entity.relations, ({ target }) => idOfTable.get(target.toLowerCase()))].flatMap(([to, all]) =>
      to && entity.symbol && to !== entity.symbol ? [{ from: entity.symbol, to, kind: 'uses', count: all.length }] : [],
    ),
  );
  const routines = pieces.flatMap((piece) =>
    piece.routines.map((routine) =>
      symbolOf(idOf, routine.kind === 'view' ? 'type' : 'function', routine.name, {
        ...routine,
        signature: `CREATE ${routine.kind.toUpperCase()} ${routine.name}`,
      }),
    ),
  );
  return {
    ...noFacts(),
    symbols: [...made.flatMap(({ table, symbol }) => [symbol, ...columnSymbols(idOf, table, symbol.id)]), ...routines],
    references,
    entities,
    validations: tables.flatMap((table) => validationsOf(table)),
  };
};

/** SQL scripts: the tables they leave, in the dialects of PostgreSQL, MySQL, SQL Server and SQLite. */
export const sql: Language<SqlPiece> = {
  name: 'sql',
  extensions: ['.sql', '.ddl'],
  read: (file) => readSql(file),
  link,
};
