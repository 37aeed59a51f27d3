import type { Span } from './spans.ts';

/** A string of a source: what is between its quotes, and where it ends with them. */
export type Literal = Span & { readonly value: string; readonly after: number };

const longest = 1_000;

/** Letters that languages put before a string: C# $ and @, Python r, b, f, u, Rust and Kotlin none. */
const opening = /[$@rbfuRBFUN]{0,2}("""|'''|\\"|\\'|"|'|`)/y;
/** Of a string inside a verbatim string. */
const doubled = /("")(?!")/y;

/** Strings in which a backslash is a backslash and a quote is written twice. */
const isVerbatim = (opened: string): boolean => opened.includes('@');

const endOf = (text: string, from: number, quote: string, verbatim: boolean): number | undefined => {
  const mayBreak = quote.length === 3 || quote === '`' || verbatim;
  for (let at = from; at < text.length && at - from <= longest; at += 1) {
    if (text.startsWith(quote, at)) {
      if (!(verbatim && text.startsWith(quote, at + 1))) return at;
      at += 1;
    } else if (text[at] === '\\' && !verbatim) at += 1;
    else if (text[at] === '\n' && !mayBreak) return undefined;
  }
  return undefined;
};

/** The string that begins at `at`; undefined if none does, or it does not end. */
const literalAt = (text: string, at: number, isInVerbatim: boolean): Literal | undefined => {
  const pattern = isInVerbatim ? doubled : opening;
  pattern.lastIndex = at;
  const opened = pattern.exec(text);
  const [whole = '', quote] = opened ?? [];
  if (quote === undefined) return undefined;
  const start = at + whole.length;
  const end = endOf(text, start, quote, isVerbatim(whole));
  return end === undefined ? undefined : { start, end, value: text.slice(start, end), after: end + quote.length };
};

const joined = /\s*\+\s*/y;

/**
 * The string that begins at `at` and those that are added to it.
 * @param isInVerbatim it lies in another string, whose quotes are written twice
 */
export const literalsAt = (text: string, at: number, isInVerbatim = false): readonly Literal[] => {
  const result: Literal[] = [];
  for (let next: number | undefined = at; next !== undefined && result.length < 50; ) {
    const found = literalAt(text, next, isInVerbatim);
    if (!found) break;
    result.push(found);
    joined.lastIndex = found.after;
    next = joined.test(text) ? joined.lastIndex : undefined;
  }
  return result;
};
