/** Where a secret stands in a text: offsets, the end not in it. */
export type Span = { readonly start: number; readonly end: number };

export const mark = '[redacted]';

/** In order, without those that begin in one before them. */
const apart = (spans: readonly Span[]): readonly Span[] => {
  const result: Span[] = [];
  let end = 0;
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.end <= span.start) continue;
    const start = Math.max(span.start, end);
    if (start >= span.end) continue;
    result.push({ start, end: span.end });
    end = span.end;
  }
  return result;
};

const lineEnds = (text: string): string => '\n'.repeat(text.split('\n').length - 1);

/** The text with a mark in the place of each span, and as many lines as before. */
export const replaced = (text: string, spans: readonly Span[]): { readonly text: string; readonly count: number } => {
  if (spans.length === 0) return { text, count: 0 };
  const parts: string[] = [];
  let from = 0;
  const secrets = apart(spans);
  for (const { start, end } of secrets) {
    parts.push(text.slice(from, start), mark, lineEnds(text.slice(start, end)));
    from = end;
  }
  return { text: parts.join('') + text.slice(from), count: secrets.length };
};
