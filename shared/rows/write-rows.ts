import type { RowIndex } from '#schemas/row-index.ts';
import type { ArtifactStore } from '../aws/artifact-store.ts';

/** What rows are found by: the name of a column, and what a row has in it. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => string>>;

/** The keys of a file of rows: the rows themselves, a line each, and the index. */
export const rowKeys = (path: string) => ({ lines: `${path}.jsonl`, index: `${path}.index.json` });

const columnOf = <Row>(rows: readonly Row[], cellOf: (row: Row) => string): RowIndex['columns'][string] => {
  const codeOf = new Map<string, number>();
  const codes = rows.map((row) => {
    const value = cellOf(row);
    const code = codeOf.get(value) ?? codeOf.size;
    codeOf.set(value, code);
    return code;
  });
  return { values: [...codeOf.keys()], codes };
};

/** Writes rows in their order, to be read by the page (read-rows.ts). A repeat writes the same bytes. */
export const writeRows = async <Row>(
  artifacts: Pick<ArtifactStore, 'put'>,
  path: string,
  rows: readonly Row[],
  columns: Columns<Row>,
): Promise<void> => {
  const keys = rowKeys(path);
  const lines = rows.map((row) => Buffer.from(`${JSON.stringify(row)}\n`));
  const index: RowIndex = {
    bytes: lines.map(({ length }) => length),
    columns: Object.fromEntries(Object.entries(columns).map(([name, cellOf]) => [name, columnOf(rows, cellOf)])),
  };
  await artifacts.put(keys.lines, Buffer.concat(lines), 'application/x-ndjson');
  await artifacts.put(keys.index, JSON.stringify(index), 'application/json');
};
