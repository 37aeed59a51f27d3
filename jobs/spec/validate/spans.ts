import type { Span } from '#schemas/spec/facts.ts';
import { namesIn } from './prose.ts';

export type Texts = ReadonlyMap<string, readonly string[]>;

/** The lines of a span, or why there are none. */
export const linesOf = (texts: Texts, { path, start, end }: Span): readonly string[] | { readonly why: string } => {
  const lines = texts.get(path);
  if (!lines) return { why: `${path} is not in the source` };
  if (end < start) return { why: `${path}:${start}-${end} ends before it begins` };
  if (end > lines.length) return { why: `${path}:${start}-${end} is out of range: the file has ${lines.length} lines` };
  return lines.slice(start - 1, end);
};

export const overlaps = (a: Span, b: Span): boolean => a.path === b.path && a.start <= b.end && b.start <= a.end;

export const cited = ({ path, start, end }: Span): string => `${path}:${start}-${end}`;

/** The last names of dotted ones, and no parameters: `OrderService.PlaceAsync(int)` is PlaceAsync. */
export const lastName = (identifier: string): string =>
  namesIn(identifier.replace(/[(<].*$/s, '')).at(-1) ?? identifier;

/** True if one of the lines holds one of the identifiers as a whole word; a route or key is looked for as it is. */
export const holdsOne = (lines: readonly string[], identifiers: readonly string[]): boolean => {
  const literals = identifiers.filter((each) => /[^\p{L}\p{N}_$.()<>,\s]/u.test(each));
  const names = new Set(identifiers.flatMap((each) => (literals.includes(each) ? [] : [lastName(each)])));
  return lines.some(
    (line) => literals.some((each) => line.includes(each)) || namesIn(line).some((name) => names.has(name)),
  );
};

const blocks = [
  { open: '/*', close: '*/' },
  { open: '<!--', close: '-->' },
  { open: '"""', close: '"""' },
  { open: "'''", close: "'''" },
] as const;

const lineComment = /^(\/\/|#(?!\[)|--|\*|'(?!'')|REM\b)/;

/** Those that are code and no comment, as far as single lines tell; a comment after code is taken off. */
export const codeLines = (lines: readonly string[]): readonly string[] => {
  let closing: string | undefined;
  return lines.flatMap((line) => {
    const text = line.trim();
    if (closing !== undefined) {
      if (text.includes(closing)) closing = undefined;
      return [];
    }
    const block = blocks.find(({ open }) => text.startsWith(open));
    if (block) {
      if (!text.slice(block.open.length).includes(block.close)) closing = block.close;
      return [];
    }
    return text === '' || lineComment.test(text) ? [] : [text.replace(/\s\/\/.*$|\s#\s.*$/, '')];
  });
};
