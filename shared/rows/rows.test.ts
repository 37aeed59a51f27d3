import fc from 'fast-check';
import type { RangeStore } from '../aws/range-store.ts';
import { memoryBuckets } from '../testing/memory.ts';
import { rowReader } from './read-rows.ts';
import { writeRows } from './write-rows.ts';

type Row = { readonly color: string; readonly text: string };

const written = async (rows: readonly Row[]) => {
  const buckets = memoryBuckets();
  await writeRows(buckets.bucketOf('output'), 'rows', rows, { color: ({ color }) => color });
  const heard: string[] = [];
  const bytesOf = (key: string) => buckets.objects.get(`output/${key}`) ?? Buffer.alloc(0);
  const store: RangeStore = {
    async readText(key) {
      heard.push(key);
      return bytesOf(key).toString('utf8');
    },
    async readRange(key, first, last) {
      heard.push(`${key} ${first}-${last}`);
      return bytesOf(key).subarray(first, last + 1);
    },
  };
  return { read: rowReader(store), heard };
};

const rowsOf = (count: number, bytes = 1): Row[] =>
  Array.from({ length: count }, (_, at) => ({
    color: at % 3 === 0 ? 'red' : 'blue',
    text: `${at}`.padEnd(bytes, '.'),
  }));

describe('Pages of rows', () => {
  it('come to all rows that pass, each once and in order, whatever the size of a page', async () => {
    const row = fc.record({ color: fc.constantFrom('red', 'blue', 'grün'), text: fc.string({ unit: 'grapheme' }) });
    await fc.assert(
      fc.asyncProperty(fc.array(row), fc.integer({ min: 1, max: 7 }), fc.boolean(), async (rows, limit, all) => {
        const { read } = await written(rows);
        const wanted = rows.filter(({ color }) => all || color !== 'blue');
        const where = all ? {} : { color: (color: string) => color !== 'blue' };
        const found: unknown[] = [];
        let from: number | undefined = 0;
        while (from !== undefined) {
          const page = await read('rows', { from, limit, where });
          expect(page.total).toBe(wanted.length);
          expect(page.rows.length).toBeLessThanOrEqual(limit);
          found.push(...page.rows);
          from = page.next;
        }
        expect(found).toEqual(wanted);
      }),
      { numRuns: 200 },
    );
  });

  it('are read in one request where their rows lie together, and the index once', async () => {
    const { read, heard } = await written(rowsOf(1_000));
    await read('rows', { from: 0, limit: 100 });
    await read('rows', { from: 100, limit: 100, where: { color: (color) => color === 'red' } });
    expect(heard).toHaveLength(3);
    expect(heard[0]).toBe('rows.index.json');
  });

  it('leave out what lies between rows that lie far apart', async () => {
    const { read, heard } = await written(rowsOf(7, 100_000));
    const { rows } = await read('rows', { from: 0, limit: 10, where: { color: (color) => color === 'red' } });
    expect(rows).toHaveLength(3);
    expect(heard).toHaveLength(4);
  });

  it('end before they are too large for a reply, after one row at least', async () => {
    const { read } = await written(rowsOf(5, 2_000_000));
    expect((await read('rows', { from: 0, limit: 10 })).next).toBe(1);
    expect((await read('rows', { from: 4, limit: 10 })).next).toBeUndefined();
  });

  it('look for the index again after it could not be read', async () => {
    const { read } = await written(rowsOf(1));
    await expect(read('nothing', { from: 0, limit: 1 })).rejects.toThrow();
    await expect(read('nothing', { from: 0, limit: 1 })).rejects.toThrow();
    expect((await read('rows', { from: 0, limit: 1 })).total).toBe(1);
  });
});
