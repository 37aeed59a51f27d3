import { objectsIn } from './objects.ts';

type Objects = ReturnType<typeof objectsIn>;
type Glyphs = ReadonlyMap<number, string>;

const unicode = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** What each glyph of a font reads as: its ToUnicode map (ISO 32000-2, 9.10.3). */
const glyphsOf = (font: number, objects: Objects): Glyphs => {
  const map = Number(/\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.dictionary ?? '')?.[1]);
  const { stream = '' } = objects.get(map) ?? {};
  const glyphs = new Map<number, string>();
  for (const [block] of stream.matchAll(/beginbfchar[\s\S]*?endbfchar/g))
    for (const [, glyph = '', text = ''] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>/g))
      glyphs.set(Number.parseInt(glyph, 16), unicode(text));
  for (const [block] of stream.matchAll(/beginbfrange[\s\S]*?endbfrange/g))
    for (const [, first = '', last = '', text = ''] of block.matchAll(
      /<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g,
    )) {
      const start = Number.parseInt(first, 16);
      const code = Number.parseInt(text, 16);
      for (let glyph = start; glyph <= Number.parseInt(last, 16); glyph += 1)
        glyphs.set(glyph, String.fromCodePoint(code + glyph - start));
    }
  return glyphs;
};

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The bytes of a string object, literal or in hexadecimal (7.3.4). */
const bytesOf = (token: string): string =>
  token.startsWith('<')
    ? Buffer.from(token.slice(1, -1).replaceAll(/\s/g, ''), 'hex').toString('latin1')
    : token
        .slice(1, -1)
        .replaceAll(/\\(?:([0-7]{1,3})|\r?\n|([\s\S]))/g, (_, octal?: string, other?: string) =>
          octal === undefined ? (escapes[other ?? ''] ?? other ?? '') : String.fromCharCode(Number.parseInt(octal, 8)),
        );

const token = /\/(\w+) [\d.]+ Tf|\(|<[0-9A-Fa-f\s]+>/g;

/** Where a literal string ends: parentheses in it may stand unescaped, in pairs. */
const endOf = (content: string, start: number): number => {
  let depth = 0;
  for (let at = start; at < content.length; at += 1) {
    if (content[at] === '\\') at += 1;
    else if (content[at] === '(') depth += 1;
    else if (content[at] === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return content.length;
};

const shownBy = (content: string, fonts: ReadonlyMap<string, Glyphs>): string => {
  let glyphs: Glyphs = new Map();
  const shown: string[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(content); match; match = token.exec(content)) {
    const [found, font] = match;
    if (font !== undefined) {
      glyphs = fonts.get(font) ?? new Map();
      continue;
    }
    if (found === '(') token.lastIndex = endOf(content, match.index);
    const bytes = bytesOf(content.slice(match.index, token.lastIndex));
    for (let at = 0; at + 1 < bytes.length; at += 2)
      shown.push(glyphs.get(bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1)) ?? '');
  }
  return shown.join('');
};

/** What is printed on each page of a PDF of our compiler, in the order in which it is drawn; white space is not to be relied on. */
export const pageTexts = (pdf: Uint8Array): readonly string[] => {
  const objects = objectsIn(pdf);
  const kids = [...objects.values()].find(({ dictionary }) => /\/Type \/Pages\b/.test(dictionary))?.dictionary ?? '';
  const read = new Map<number, Glyphs>();
  const glyphs = (font: number): Glyphs => {
    const known = read.get(font) ?? glyphsOf(font, objects);
    read.set(font, known);
    return known;
  };
  return [...(/\/Kids \[([^\]]*)\]/.exec(kids)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(([, number]) => {
    const { dictionary = '' } = objects.get(Number(number)) ?? {};
    const fonts = [...(/\/Font <<([\s\S]*?)>>/.exec(dictionary)?.[1] ?? '').matchAll(/\/(\w+) (\d+) 0 R/g)];
    const named = new Map(fonts.map(([, name = '', font]) => [name, glyphs(Number(font))]));
    const contents = [...(/\/Contents \[?([^\]\n]*)/.exec(dictionary)?.[1] ?? '').matchAll(/(\d+) 0 R/g)];
    return contents.map(([, content]) => shownBy(objects.get(Number(content))?.stream ?? '', named)).join('');
  });
};
