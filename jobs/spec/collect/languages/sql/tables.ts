import type { Field, Relation, Span, Validation } from '#schemas/spec/facts.ts';
import type { Change, Check, Column, Constraint } from './change.ts';

/** A table as the scripts leave it. */
export type Table = {
  full: string;
  doc?: string;
  span: Span;
  columns: Map<string, Column>;
  constraints: Constraint[];
};

const keyOf = (name: string): string => name.toLowerCase();

/** Scripts whose order is known by their names: only these may drop what others created. */
const isMigration = (path: string): boolean =>
  /(^|\/)(V?\d{1,}[^/]*|[^/]*\d{6,}[^/]*)\.sql$|(^|\/)migrations?\//i.test(path);

const naturally = new Intl.Collator('en', { numeric: true }).compare;

const columnsOf = (columns: readonly Column[]): Map<string, Column> =>
  new Map(columns.map((column) => [keyOf(column.name), column]));

const changeColumn = (table: Table, name: string, change: (column: Column) => Column): void => {
  const column = table.columns.get(keyOf(name));
  if (column) table.columns.set(keyOf(name), change(column));
};

/** Old name to new name, in the order that the columns had. */
const renameColumn = (table: Table, name: string, to: string): void => {
  table.columns = new Map(
    [...table.columns].map(([key, column]) =>
      key === keyOf(name) ? [keyOf(to), { ...column, name: to }] : [key, column],
    ),
  );
};

const alter = (table: Table, change: Change): void => {
  if (change.kind === 'add-column') {
    const key = keyOf(change.column.name);
    if (!table.columns.has(key)) table.columns.set(key, change.column);
  } else if (change.kind === 'drop-column') table.columns.delete(keyOf(change.name));
  else if (change.kind === 'rename-column') renameColumn(table, change.name, change.to);
  else if (change.kind === 'constrain') table.constraints.push(change.constraint);
  else if (change.kind === 'set-nullable')
    changeColumn(table, change.name, (column) => ({ ...column, nullable: change.nullable }));
  else if (change.kind === 'alter-column') {
    if (keyOf(change.name) !== keyOf(change.column.name)) renameColumn(table, change.name, change.column.name);
    changeColumn(table, change.column.name, (column) => ({
      ...column,
      ...change.column,
      key: column.key || change.column.key,
      unique: column.unique || change.column.unique,
    }));
  } else if (change.kind === 'comment') {
    if (change.column === undefined) table.doc = change.text;
    else changeColumn(table, change.column, (column) => ({ ...column, doc: change.text }));
  }
};

/** The tables that are left after all changes: scripts in the natural order of their paths, V2 before V10. */
export const tablesAfter = (changes: readonly Change[]): Table[] => {
  const ordered = changes.toSorted((a, b) => naturally(a.span.path, b.span.path));
  const tables = new Map<string, Table>();
  for (const change of ordered) {
    const key = keyOf(change.table.name);
    const table = tables.get(key);
    if (change.kind === 'create') {
      if (table || /^(#|@)/.test(change.table.name)) continue;
      tables.set(key, {
        full: change.table.full,
        ...(change.doc ? { doc: change.doc } : {}),
        span: change.span,
        columns: columnsOf(change.columns),
        constraints: [...change.constraints],
      });
    } else if (!table) continue;
    else if (change.kind === 'drop') {
      if (isMigration(change.span.path)) tables.delete(key);
    } else if (change.kind === 'rename') {
      tables.delete(key);
      tables.set(keyOf(change.to.name), { ...table, full: change.to.full });
    } else alter(table, change);
  }
  return [...tables.values()];
};

const constrained = (table: Table, kind: 'primary' | 'unique'): Set<string> =>
  new Set(
    table.constraints.flatMap((one) =>
      one.kind === kind && (kind === 'primary' || one.columns.length === 1) ? one.columns.map(keyOf) : [],
    ),
  );

export const fieldsOf = (table: Table): Field[] => {
  const keys = constrained(table, 'primary');
  const unique = constrained(table, 'unique');
  return [...table.columns.values()].map((column) => {
    const key = column.key || keys.has(keyOf(column.name));
    return {
      name: column.name,
      type: column.type,
      key,
      nullable: column.nullable && !key,
      unique: column.unique || unique.has(keyOf(column.name)) || (keys.size === 1 && key),
      ...(column.length === undefined ? {} : { length: column.length }),
      ...(column.doc ? { doc: column.doc } : {}),
      span: column.span,
    };
  });
};

const shortName = (full: string): string => full.split('.').at(-1) ?? full;

/** Foreign keys, of columns and of the table. One-to-one where the column is unique or the whole key. */
export const relationsOf = (table: Table, targets: ReadonlyMap<string, Table>): Relation[] => {
  const fields = new Map(fieldsOf(table).map((field) => [keyOf(field.name), field]));
  const found = new Map<string, Relation>();
  const add = (columns: readonly string[], target: string, span: Span): void => {
    const field = columns.length === 1 ? fields.get(keyOf(columns[0] ?? '')) : undefined;
    const kind = field?.unique ? 'one-to-one' : 'many-to-one';
    const known = targets.get(keyOf(target));
    const name = known ? shortName(known.full) : target;
    found.set(`${columns.join()} ${name}`, { kind, target: name, field: columns.join(', '), span });
  };
  for (const column of table.columns.values()) {
    if (column.references) add([column.name], column.references.name, column.span);
  }
  for (const one of table.constraints) if (one.kind === 'foreign') add(one.columns, one.target.name, one.span);
  return [...found.values()];
};

/** CHECKs and lengths. */
export const validationsOf = (table: Table): Validation[] => {
  const subject = shortName(table.full);
  const checks: Check[] = [
    ...[...table.columns.values()].flatMap(({ check }) => (check ? [check] : [])),
    ...table.constraints.flatMap((one) => (one.kind === 'check' ? [one.check] : [])),
  ];
  return checks.map(({ column, rule, min, max, values, span }) => ({
    subject,
    ...(table.columns.has(keyOf(column)) ? { field: column } : {}),
    rule,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(values ? { values: [...values] } : {}),
    span,
  }));
};
