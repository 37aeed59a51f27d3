import fc from 'fast-check';
import type { JsonValue } from '#schemas/json.ts';
import { limits } from '../limits.ts';
import { pointerTo } from '../pointer.ts';
import { type PartialDocument, streamDocuments } from './stream.ts';

const tiny = { chunkCharacters: 12, elementCharacters: 100_000 };

const piecesOf = (text: string, length: number) =>
  Array.from({ length: Math.ceil(text.length / length) }, (_, at) => text.slice(at * length, (at + 1) * length));

const streamed = async (text: string, length = 5, sizes = tiny): Promise<PartialDocument[]> =>
  Array.fromAsync(streamDocuments(piecesOf(text, length), sizes));

type Leaves = Map<string, JsonValue>;

/** Every scalar and every empty list or object by its pointer in the file. */
const leavesOf = (value: JsonValue, pointer: string, { list, from }: { list: string; from: number }, into: Leaves) => {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) into.set(pointer, value);
  for (const [key, each = null] of entries) {
    const moved = Array.isArray(value) && pointer === list ? String(Number(key) + from) : key;
    leavesOf(each, pointerTo(pointer, moved), { list, from }, into);
  }
  return into;
};

const nowhere = { list: 'nowhere', from: 0 };

const leavesIn = (documents: readonly PartialDocument[]): Leaves => {
  const leaves: Leaves = new Map();
  for (const { value, pointer, offset } of documents) leavesOf(value, pointer, offset ?? nowhere, leaves);
  return leaves;
};

const key = fc.constantFrom('configurationItems', 'Reservations', 'a"b', 'c\\', 'é', '__proto__', '0');
const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.integer(), fc.string({ unit: 'binary' }), fc.boolean(), fc.constant(null)),
    fc.array(tie('tree'), { minLength: 1, maxLength: 8 }),
    fc.array(fc.tuple(key, tie('tree')), { minLength: 1, maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
}));
const document = tree.filter((value) => typeof value === 'object' && value !== null);

describe('a long JSON file is read in parts that say together what the whole says', () => {
  it('wherever it comes apart, every value once at its own pointer', async () => {
    await fc.assert(
      fc.asyncProperty(document, fc.integer({ min: 1, max: 40 }), fc.boolean(), async (value, length, isPretty) => {
        const parts = await streamed(JSON.stringify(value, null, isPretty ? 2 : undefined), length);
        expect(leavesIn(parts)).toEqual(leavesOf(value, '', nowhere, new Map()));
      }),
    );
  });

  it('the items of a list come with the scalars around them', async () => {
    const parts = await streamed('{"fileVersion":"1.0","big":{"x":1},"configurationItems":[{"a":1},{"b":2},{"c":3}]}');
    expect(parts.map(({ value }) => value)).toEqual([
      { fileVersion: '1.0', big: { x: 1 }, configurationItems: [{ a: 1 }] },
      { fileVersion: '1.0', configurationItems: [{ b: 2 }, { c: 3 }] },
    ]);
    expect(parts[1]).toMatchObject({
      pointer: '',
      offset: { list: '/configurationItems', from: 1 },
      isContinued: true,
    });
  });

  it('JSON Lines, a document a line', async () => {
    const parts = await streamed('{"a":1}\n{"b":[1,2,3,4,5,6,7,8]}\n\n{"c":3}\n');
    expect(parts.map(({ pointer }) => pointer)).toEqual(['/0', '/1', '/1', '/2']);
    expect(leavesIn(parts).get('/1/b/7')).toBe(8);
  });

  it('a single document is the root of its file', async () => {
    expect(await streamed('  {"a":1}  ')).toEqual([{ value: { a: 1 }, pointer: '', isContinued: false }]);
  });
});

describe('what is wrong with it is told by its line', () => {
  it.each([
    ['a missing comma far on', '{"a":[\n{"x":1},\n{"x":2},\n{"x":3}\n{"x":4}\n]}', 5],
    ['an end that is missing', '{"a":[\n{"x":1},\n{"x":2},\n{"x"', 4],
    ['a bracket of the wrong kind', '{"a":[\n{"x":1},\n{"x":2]\n]}', 3],
    ['words after the document', '{"a":[\n{"x":1}\n]}\nhello', 4],
  ])('%s', async (_, text, line) => {
    await expect(streamed(text)).rejects.toMatchObject({ outcome: 'failed', line, name: 'UnreadableError' });
  });

  it('nesting without end', async () => {
    await expect(streamed('[{"a":'.repeat(100_000), 1000)).rejects.toThrow(
      `nests deeper than ${limits.nestingDepth} levels`,
    );
  });

  it('a value that does not come to its end', async () => {
    const sizes = { chunkCharacters: 10, elementCharacters: 1000 };
    await expect(streamed(`{"a":["${'x'.repeat(5000)}"]}`, 100, sizes)).rejects.toThrow('a single value of more than');
  });
});
