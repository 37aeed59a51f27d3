import { assignedValue, holdsSecret, secretLooks } from './secret-patterns.ts';

/** Text of a script, and in the place of each secret the name it was under. */
export type ScriptPart = string | { readonly hint: string };

type Span = { readonly start: number; readonly end: number; readonly hint: string };

/** What a token may be made of: a pattern may stop short of its end. */
const isToken = (character: string | undefined): boolean =>
  character !== undefined && /[A-Za-z0-9_.~+/=-]/.test(character);

const looks = (text: string): Span[] =>
  secretLooks.flatMap((pattern) =>
    [...text.matchAll(new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`))].map((found) => {
      let [start, end] = [found.index, found.index + found[0].length];
      while (isToken(text[start - 1]) && text[start - 1] !== '=') start -= 1;
      while (isToken(text[end])) end += 1;
      return { start, end, hint: 'Secret' };
    }),
  );

/** The end of a value that begins at `start`; undefined if that is not sure: a quote that nothing closes, quoting inside a word. */
const endOf = (text: string, start: number, quote: string): number | undefined => {
  const rest = text.slice(start);
  const line = rest.slice(0, /\n|$/.exec(rest)?.index);
  if (quote !== '') {
    const end = line.indexOf(quote);
    return end === -1 || line.slice(0, end).includes('\\') || !/^([\s;&,)}\]]|$)/.test(line.slice(end + 1))
      ? undefined
      : start + end;
  }
  const value = /^[A-Za-z0-9_.~+/=@:!#%^*?-]+/.exec(line)?.[0] ?? '';
  return value !== '' && /^(\s|;|$)/.test(line.slice(value.length)) ? start + value.length : undefined;
};

const assigned = (text: string): Span[] | undefined => {
  const spans: Span[] = [];
  for (const found of text.matchAll(new RegExp(assignedValue.source, 'gi'))) {
    const { 1: name = '', 2: quote = '' } = found;
    const start = found.index + found[0].length;
    const end = endOf(text, start, quote);
    if (end === undefined) return undefined;
    spans.push({ start, end, hint: name });
  }
  return spans;
};

/** Spans in order; of two that overlap, one that covers both. */
const merged = (spans: readonly Span[]): Span[] => {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last && span.start < last.end) result.splice(-1, 1, { ...last, end: Math.max(last.end, span.end) });
    else result.push(span);
  }
  return result;
};

const cut = (text: string, spans: readonly Span[]): ScriptPart[] => {
  const edges = [0, ...spans.map(({ end }) => end)];
  return [
    ...spans.flatMap(({ start, hint }, at): ScriptPart[] => [text.slice(edges[at] ?? 0, start), { hint }]),
    text.slice(edges.at(-1) ?? 0),
  ].filter((part) => part !== '');
};

/**
 * A script without its secrets, and the names they were under. Undefined if it cannot be told for sure where each of them ends, if what is left still looks like
 * holding one, or if one of them is said again elsewhere: then nothing of the script may be shown.
 */
export const withoutSecretParts = (script: string): readonly ScriptPart[] | undefined => {
  const named = assigned(script);
  if (named === undefined) return undefined;
  const spans = merged([...named, ...looks(script)]);
  const parts = cut(script, spans);
  const secrets = spans.map(({ start, end }) => script.slice(start, end));
  const left = parts.filter((part) => typeof part === 'string');
  const isSaidAgain = left.some((text) => secrets.some((secret) => text.includes(secret)));
  const isLeft = left.some(holdsSecret) || holdsSecret(left.join('$'));
  return spans.length === 0 || isSaidAgain || isLeft ? undefined : parts;
};
