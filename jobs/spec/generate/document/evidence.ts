import type { CodeSymbol, Facts, Reference, Span } from '#schemas/spec/facts.ts';
import type { Lines } from '../rank/snippets.ts';
import { stem, termsOf, wordsOf } from '../rank/terms.ts';

const comment = /^\s*(?:\/\/|\/\*|\*|#(?!\[)|--|"""|''')/;
const mostLines = 400;
const longestHead = 6;

const isName = /^[\p{L}_$@][\p{L}\p{N}_$.-]*$/u;

/** What the texts show: whether a span holds a name, and where the code says what a phrase says. */
export class Evidence {
  private readonly lines: Lines;
  private readonly symbols: ReadonlyMap<string, CodeSymbol>;
  private readonly references: ReadonlyMap<string, readonly Reference[]>;
  private readonly members: ReadonlyMap<string, readonly CodeSymbol[]>;

  constructor(lines: Lines, { symbols, references }: Pick<Facts, 'symbols' | 'references'>) {
    this.references = Map.groupBy(references, ({ from }) => from);
    this.members = Map.groupBy(symbols, ({ container }) => container ?? '');
    this.lines = lines;
    this.symbols = new Map(symbols.map((symbol) => [symbol.id, symbol]));
  }

  symbolOf(id: string | undefined): CodeSymbol | undefined {
    return id === undefined ? undefined : this.symbols.get(id);
  }

  referencesOf(id: string): readonly Reference[] {
    return this.references.get(id) ?? [];
  }

  membersOf(id: string): readonly string[] {
    return this.members.get(id)?.map((member) => member.id) ?? [];
  }

  /** The name of what a symbol stands in. */
  containerOf(symbol: CodeSymbol | undefined): string | undefined {
    return this.symbolOf(symbol?.container)?.name ?? symbol?.qualifiedName.split('.').at(-2);
  }

  linesOf({ path, start, end }: Span): readonly string[] {
    return (this.lines.get(path) ?? []).slice(start - 1, Math.min(end, start - 1 + mostLines));
  }

  has(path: string): boolean {
    return this.lines.has(path);
  }

  /** Those of the names that stand in the span as a whole. */
  held(span: Span, names: readonly string[]): string[] {
    const text = this.linesOf(span).join('\n');
    return [...new Set(names)].filter((name) => isName.test(name) && holds(text, name));
  }

  /** A name that the span itself holds, for what rests on it: the longest of its code. */
  salient(span: Span): string | undefined {
    const names = this.linesOf(span)
      .filter((line) => !comment.test(line))
      .flatMap((line) => line.replace(/"[^"]*"|'[^']*'|`[^`]*`/g, ' ').match(/[\p{L}_][\p{L}\p{N}_]{2,}/gu) ?? []);
    return names.toSorted((a, b) => b.length - a.length)[0];
  }

  /** The head of a declaration: without its comment, to the line of its name. */
  headOf(span: Span, name: string): Span {
    const lines = this.linesOf(span);
    if (lines.length <= longestHead) return span;
    const first = lines.findIndex((line) => !comment.test(line) && line.trim() !== '');
    const named = lines.findIndex((line, at) => at >= first && holds(line, name));
    const end = named < 0 ? first + 2 : named;
    return first < 0 ? span : { path: span.path, start: span.start + first, end: span.start + end };
  }

  /** Whether code, and no comment alone, holds the words of a phrase: its first word and most of the others. */
  shows(phrase: string, spans: readonly Span[], given: readonly string[] = []): boolean {
    const held = new Set([...given.map(stem), ...spans.flatMap((span) => this.codeTerms(span))]);
    const terms = termsOf(phrase);
    const found = terms.filter((term) => held.has(term));
    const [first = ''] = wordsOf(phrase);
    return terms.length > 0 && (held.has(stem(first)) || given.includes(first)) && found.length >= 0.65 * terms.length;
  }

  /** The line of a span whose code says most of a phrase. */
  lineSaying(phrase: string, span: Span): Span | undefined {
    const terms = new Set(termsOf(phrase));
    let best: { readonly count: number; readonly line: number } | undefined;
    for (const [at, line] of this.linesOf(span).entries()) {
      if (comment.test(line)) continue;
      const count = new Set(wordsOf(line).map(stem)).intersection(terms).size;
      if (count > (best?.count ?? 0)) best = { count, line: span.start + at };
    }
    return best && { path: span.path, start: best.line, end: best.line };
  }

  private codeTerms(span: Span): string[] {
    return this.linesOf(span)
      .filter((line) => !comment.test(line))
      .flatMap((line) => wordsOf(line.replace(/\s(?:\/\/|#)\s.*$/, '')).map(stem));
  }
}

const edge = /[\p{L}\p{N}_$]/u;

/** Whether a text holds a name, and not as a part of a longer one. */
const holds = (text: string, name: string): boolean => {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!edge.test(text[at - 1] ?? ' ') && !edge.test(text[at + name.length] ?? ' ')) return true;
  }
  return false;
};
