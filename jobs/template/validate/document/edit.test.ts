import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { JsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonValue } from '#schemas/json.ts';
import { readDocument, type TemplateDocument } from './document.ts';
import { editsFor } from './edit.ts';
import { applyPatch, valueAt } from './json-patch.ts';
import { pointerTo, tokensOf } from './pointer.ts';
import { applySplices } from './splice.ts';

const folder = new URL('../../../../test/fixtures/templates/', import.meta.url);

const documentOf = (text: string): TemplateDocument => {
  const read = readDocument(text);
  if ('unreadable' in read) throw new Error(read.message);
  return read;
};

const texts = ['good', 'bad'].flatMap((kind) =>
  readdirSync(new URL(`${kind}/`, folder)).map((name) => readFileSync(new URL(`${kind}/${name}`, folder), 'utf8')),
);
const documents = texts.flatMap((text) => {
  const read = readDocument(text);
  return 'unreadable' in read ? [] : [read];
});

const pointersIn = (value: JsonValue | undefined, at: string): string[] => {
  if (Array.isArray(value)) return [at, ...value.flatMap((item, index) => pointersIn(item, `${at}/${index}`))];
  if (!isObject(value)) return [at];
  return [at, ...Object.entries(value).flatMap(([key, item]) => pointersIn(item, `${at}${pointerTo([key])}`))];
};

/** Every way we change a value: taken out, made a list, made another scalar, made a collection, named anew, given a neighbour. */
const operationsAt = (document: TemplateDocument, path: string): JsonPatchOperation[] => {
  const value = valueAt(document.json, path) ?? null;
  const parent = pointerTo(tokensOf(path).slice(0, -1));
  const replaced = (to: unknown): JsonPatchOperation => ({
    op: 'replace',
    path,
    value: JSON.parse(JSON.stringify(to)),
  });
  return [
    { op: 'remove', path },
    replaced([value]),
    replaced(Array.isArray(value) && value.length === 1 ? value[0] : 'a: "b" # c, {d}'),
    replaced({ Key: 'it\'s "on"', Value: ['2012-10-17', 7, true, null, '', 'two\nlines'] }),
    { op: 'move', from: path, path: `${parent}/Renamed` },
    { op: 'add', path: `${path}/Added`, value: '0123' },
  ];
};

const cases = documents.flatMap((document) =>
  pointersIn(document.json, '')
    .filter((path) => path !== '')
    .flatMap((path) => operationsAt(document, path).map((operation) => ({ document, operation }))),
);

describe('a patch of the text says what the JSON Patch says', () => {
  it('holds for every value of every fixture, or the patch is refused', () => {
    let applied = 0;
    for (const { document, operation } of cases) {
      const edits = editsFor(document, [operation]);
      const expected = applyPatch(document.json, [operation]);
      if (!edits || expected === undefined) continue;
      const after = readDocument(applySplices(document.text, edits));
      expect({ operation, text: 'json' in after ? after.json : after }).toEqual({ operation, text: expected });
      applied += 1;
    }
    expect(applied / cases.length).toBeGreaterThan(0.6);
  });

  it('leaves every line alone that the patch is not about', () => {
    const one = fc.constantFrom(...cases.filter(({ operation }) => operation.op === 'move'));
    fc.assert(
      fc.property(one, ({ document, operation }) => {
        const after = applySplices(document.text, editsFor(document, [operation]) ?? []);
        const [before, now] = [document.text.split('\n'), after.split('\n')];
        return now.length === before.length && now.filter((line, at) => line !== before[at]).length <= 1;
      }),
    );
  });
});

describe('several entries of a list on one line go at once', () => {
  const removals = (...indexes: number[]): JsonPatchOperation[] =>
    indexes.toSorted((a, b) => b - a).map((at) => ({ op: 'remove', path: `/L/${at}` }));

  it.each([
    [[0], 'L: [b, c]'],
    [[1], 'L: [a, c]'],
    [[2], 'L: [a, b]'],
    [[0, 1], 'L: [c]'],
    [[1, 2], 'L: [a]'],
    [[0, 2], 'L: [b]'],
  ])('without %j', (indexes, text) => {
    const document = documentOf('L: [a, b, c]');
    expect(applySplices(document.text, editsFor(document, removals(...indexes)) ?? [])).toBe(text);
  });

  it('refuses what would leave a comma without an owner', () => {
    expect(editsFor(documentOf('L: [a, b, c]'), removals(0, 1, 2))).toBeUndefined();
  });
});

describe('what is not understood is not touched', () => {
  it('leaves a value with an anchor alone', () => {
    const document = documentOf('A: &a x\nB: y');
    expect(editsFor(document, [{ op: 'replace', path: '/A', value: 'z' }])).toBeUndefined();
  });

  it('reaches into the arguments of short-form functions', () => {
    const document = documentOf('A: !If [Big, "5", !Ref B] # why');
    const edits = editsFor(document, [{ op: 'replace', path: '/A/Fn::If/1', value: 5 }]);
    expect(applySplices(document.text, edits ?? [])).toBe('A: !If [Big, 5, !Ref B] # why');
  });
});
