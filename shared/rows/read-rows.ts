import { type RowIndex, rowIndex } from '#schemas/row-index.ts';
import type { RangeStore } from '../aws/range-store.ts';
import { inParallel } from '../pipeline/in-parallel.ts';
import { rowKeys } from './write-rows.ts';

/** Which rows are wanted: of each column that is named, those whose value passes. */
export type Where = Readonly<Record<string, (value: string) => boolean>>;

export type PageRequest = {
  /** The place of the first row that may be in the page, from 0. */
  readonly from: number;
  readonly limit: number;
  readonly where?: Where;
};

/** Rows in their order; `next` is where the next page begins, if there is one. */
export type Page = { readonly rows: readonly unknown[]; readonly total: number; readonly next?: number };

/** Reads pages of files of rows. The last few indexes are kept: what a scan found does not change. */
export type RowReader = (path: string, request: PageRequest) => Promise<Page>;

/** Lambda replies with 6 MB, in which a reply is JSON within JSON. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxPageBytes = 3 * 1024 * 1024;
/** Less than this between two rows is read along: quicker than another request. */
const maxGapBytes = 16 * 1024;
/** Requests at a time, when the rows of a page lie scattered. */
const parallel = 32;
const maxIndexes = 8;

type Index = Pick<RowIndex, 'columns'> & { readonly bytes: readonly number[]; readonly starts: readonly number[] };

const indexOf = (text: string): Index => {
  const { bytes, columns } = rowIndex.parse(JSON.parse(text));
  let start = 0;
  const starts = bytes.map((length) => {
    const at = start;
    start += length;
    return at;
  });
  return { bytes, columns, starts };
};

/** The places of all rows that pass, in order. */
const matching = ({ bytes, columns }: Index, where: Where): readonly number[] => {
  const tests = Object.entries(where).map(([name, passes]) => {
    const column = columns[name];
    if (!column) throw new Error(`The rows have no column ${name}`);
    return { codes: column.codes, passing: column.values.map(passes) };
  });
  const places = Array.from(bytes.keys());
  return places.filter((place) => tests.every(({ codes, passing }) => passing[codes[place] ?? -1] === true));
};

const lengthOf = ({ bytes }: Index, place: number): number => bytes[place] ?? 0;
const startOf = ({ starts }: Index, place: number): number => starts[place] ?? 0;
const endOf = (index: Index, place: number): number => startOf(index, place) + lengthOf(index, place);

/** As many of these rows as a page may have, and one at least. */
const fitting = (index: Index, places: readonly number[], limit: number): readonly number[] => {
  let bytes = 0;
  const over = places.findIndex((place, count) => {
    bytes += lengthOf(index, place);
    return count === limit || (count > 0 && bytes > maxPageBytes);
  });
  return over === -1 ? places : places.slice(0, over);
};

/** Rows that lie close together, to be read at once. */
const runsOf = (index: Index, places: readonly number[]): readonly (readonly number[])[] => {
  const runs: number[][] = [];
  for (const place of places) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last !== undefined && startOf(index, place) - endOf(index, last) <= maxGapBytes) run.push(place);
    else runs.push([place]);
  }
  return runs;
};

export const rowReader = (store: RangeStore): RowReader => {
  const indexes = new Map<string, Promise<Index>>();

  const indexAt = (key: string): Promise<Index> => {
    const known = indexes.get(key) ?? store.readText(key).then(indexOf);
    indexes.delete(key);
    indexes.set(key, known);
    known.catch(() => indexes.delete(key));
    const [oldest] = indexes.keys();
    if (oldest !== undefined && indexes.size > maxIndexes) indexes.delete(oldest);
    return known;
  };

  const readRun = async (key: string, index: Index, run: readonly number[]): Promise<readonly unknown[]> => {
    const [first = 0] = run;
    const from = startOf(index, first);
    const bytes = Buffer.from(await store.readRange(key, from, endOf(index, run.at(-1) ?? first) - 1));
    return run.map((place): unknown =>
      JSON.parse(bytes.toString('utf8', startOf(index, place) - from, endOf(index, place) - from)),
    );
  };

  return async (path, { from, limit, where = {} }) => {
    const keys = rowKeys(path);
    const index = await indexAt(keys.index);
    const all = matching(index, where);
    const left = all.filter((place) => place >= from);
    const shown = fitting(index, left, limit);
    const read = await inParallel(parallel, runsOf(index, shown), (run) => readRun(keys.lines, index, run));
    const next = left[shown.length];
    return { rows: read.flat(), total: all.length, ...(next !== undefined && { next }) };
  };
};
