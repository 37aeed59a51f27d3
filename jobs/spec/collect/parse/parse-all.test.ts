import { noFacts } from './facts.ts';
import type { Language } from './language.ts';
import { parseAll } from './parse-all.ts';
import { syntaxOf } from './syntax.ts';

type Piece = { path: string; types: string[] };

/** Says what the classes of a file are called, as symbols. */
const classes: Language<Piece> = {
  name: 'csharp',
  extensions: ['.cs'],
  grammar: 'tree-sitter-c-sharp.wasm',
  read(file, root) {
    if (!root) throw new Error('no tree');
    if (file.text.startsWith('// abort')) throw Object.assign(new Error('unreachable'), { name: 'RuntimeError' });
    const types = syntaxOf(root, file.text).find('class_declaration');
    return { path: file.path, types: types.map((type) => type.get('name')?.text ?? '') };
  },
  link: (pieces) => ({
    ...noFacts(),
    symbols: pieces.flatMap(({ path, types }) =>
      types.map((name) => ({
        id: `${path}#${name}`,
        kind: 'class' as const,
        language: 'csharp' as const,
        name,
        qualifiedName: name,
        span: { path, start: 1, end: 1 },
        visibility: 'public' as const,
        isTest: false,
      })),
    ),
  }),
};

const languages = [classes as Language];
const names = async (files: { path: string; text: string }[]) =>
  (await parseAll(files, languages)).facts.symbols.map(({ id }) => id);

describe('parsing all files', () => {
  it('gives facts by path, in whatever order the files come', async () => {
    const files = [
      { path: 'b.cs', text: 'class B {}' },
      { path: 'a.cs', text: 'class A { class Inner {} }' },
    ];
    expect(await names(files)).toEqual(['a.cs#A', 'a.cs#Inner', 'b.cs#B']);
    expect(await names(files.toReversed())).toEqual(await names(files));
  });

  it('says what became of each file', async () => {
    const { outcomes } = await parseAll(
      [
        { path: 'A.CS', text: 'class A {}' },
        { path: 'notes.md', text: '#' },
      ],
      languages,
    );
    expect(outcomes.get('A.CS')).toEqual({ language: 'csharp', parsed: true });
    expect(outcomes.get('notes.md')).toEqual({ language: 'text', parsed: false });
  });

  it('reads what is good of a file with mistakes', async () => {
    expect(await names([{ path: 'a.cs', text: 'class A { void (((; }\nclass B { int x; }' }])).toContain('a.cs#B');
  });

  it('makes a parser anew after one gave up, and loses that file alone', async () => {
    const { facts, outcomes } = await parseAll(
      [
        { path: 'a.cs', text: '// abort' },
        { path: 'b.cs', text: 'class B {}' },
      ],
      languages,
    );
    expect(outcomes.get('a.cs')).toEqual({ language: 'csharp', parsed: false, reason: 'the parser gave up on it' });
    expect(facts.symbols.map(({ id }) => id)).toEqual(['b.cs#B']);
  });

  it('leaves a file that takes too long and parses the next from its start', async () => {
    const long = { path: 'a.cs', text: `class A { ${'int F(int x) => x + 1; '.repeat(5_000)} }` };
    const { outcomes } = await parseAll([long], languages, { timeout: -1 });
    expect(outcomes.get('a.cs')?.reason).toMatch(/could not be parsed within/);
    expect(await names([{ path: 'b.cs', text: 'class B {}' }])).toEqual(['b.cs#B']);
  });

  it('counts the files of a language as text whose facts cannot be put together', async () => {
    const broken: Language = {
      ...languages[0],
      link: () => {
        throw new Error('no end');
      },
    } as Language;
    const { facts, outcomes } = await parseAll([{ path: 'a.cs', text: 'class A {}' }], [broken]);
    expect(facts).toEqual(noFacts());
    expect(outcomes.get('a.cs')?.reason).toBe('its facts could not be put together: no end');
  });

  it('keeps lines and text outside the Basic Multilingual Plane apart', async () => {
    expect(await names([{ path: 'a.cs', text: '// 😀 ü\nclass Ä {}' }])).toEqual(['a.cs#Ä']);
  });
});
