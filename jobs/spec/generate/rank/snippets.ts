import type { CodeSymbol, Span } from '#schemas/spec/facts.ts';
import { specJob } from '../../job.ts';
import type { Graph } from './graph.ts';
import type { Ranked } from './rank.ts';

export type Lines = ReadonlyMap<string, readonly string[]>;

export type Snippets = { readonly spans: readonly Span[]; readonly tokens: number };

const { snippetLines } = specJob.limits;
/** Of code, roughly: https://docs.aws.amazon.com/bedrock/latest/userguide/model-customization-prepare.html */
const charactersPerToken = 4;

const length = ({ start, end }: Span): number => end - start + 1;

/** Whole, or what stands before the first thing it holds: a class that is too long is shown by its head. */
const spanOf = ({ span }: CodeSymbol, members: readonly CodeSymbol[]): Span => {
  if (length(span) <= snippetLines) return span;
  const within = members.filter((member) => member.span.path === span.path && member.span.start > span.start);
  const first = Math.min(span.start + snippetLines, ...within.map((member) => member.span.start));
  return { ...span, end: first - 1 };
};

const joined = (spans: readonly Span[]): Span[] => {
  const sorted = [...spans].sort((a, b) => (a.path === b.path ? a.start - b.start : a.path < b.path ? -1 : 1));
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (!last || last.path !== span.path || span.start > last.end + 2) merged.push(span);
    else if (span.end > last.end) {
      const together = { ...last, end: span.end };
      if (length(together) <= snippetLines) merged[merged.length - 1] = together;
      else if (span.start > last.end) merged.push(span);
      else merged.push({ ...span, start: last.end + 1 });
    }
  }
  return merged;
};

/** Cuts snippets of ranked code: at borders of symbols, of at most 200 lines, as many as fit, the most important ones. */
export class Snipper {
  private readonly sums = new Map<string, Uint32Array>();
  private readonly members: ReadonlyMap<string, readonly CodeSymbol[]>;
  private readonly lines: Lines;

  constructor(lines: Lines, { symbols }: Pick<Graph, 'symbols'>) {
    this.lines = lines;
    this.members = Map.groupBy(symbols, ({ container }) => container ?? '');
  }

  /** At most `budget` tokens, found by binary search over how many of the symbols are shown. */
  fit(ranked: readonly Ranked[], budget: number): Snippets {
    const spans = ranked
      .map(({ symbol }) => spanOf(symbol, this.members.get(symbol.id) ?? []))
      .filter((span) => this.tokens([span]) <= budget);
    let [fits, tooMany] = [0, spans.length + 1];
    while (tooMany - fits > 1) {
      const middle = Math.floor((fits + tooMany) / 2);
      if (this.tokens(joined(spans.slice(0, middle))) <= budget) fits = middle;
      else tooMany = middle;
    }
    const shown = joined(spans.slice(0, fits));
    return { spans: shown, tokens: this.tokens(shown) };
  }

  private tokens(spans: readonly Span[]): number {
    const characters = spans.reduce((sum, span) => sum + this.characters(span), 0);
    return Math.ceil(characters / charactersPerToken);
  }

  private characters({ path, start, end }: Span): number {
    const sums = this.sums.get(path) ?? this.summed(path);
    const at = (line: number) => sums[Math.min(Math.max(line, 0), sums.length - 1)] ?? 0;
    return at(end) - at(start - 1);
  }

  private summed(path: string): Uint32Array {
    const lines = this.lines.get(path) ?? [];
    const sums = new Uint32Array(lines.length + 1);
    for (const [at, line] of lines.entries()) sums[at + 1] = (sums[at] ?? 0) + line.length + 1;
    this.sums.set(path, sums);
    return sums;
  }
}
