import type { Span } from '#schemas/spec/facts.ts';
import type { Source } from '#schemas/spec/source.ts';
import type { Part } from '../parts.ts';
import { codeIn } from '../prose.ts';
import { cited, holdsOne, linesOf, overlaps } from '../spans.ts';
import { endpointKey } from './endpoints-match.ts';
import { type Evidence, isStatement, partCheck } from './statement-check.ts';

/** The identifiers that a part names: its own, or what it sets as code. */
const namesOf = ({ identifiers, prose }: Part): readonly string[] =>
  identifiers.length > 0 ? identifiers : codeIn(prose);

/**
 * Of the names that a file holds the rarer half: what is on every other line of it is in a wrong span, too. Those it does not hold at all
 * say nothing of the span.
 */
const tellingNames = (names: readonly string[], file: readonly string[]): readonly string[] => {
  const counted = [...new Set(names)]
    .map((name) => ({ name, lines: file.filter((line) => holdsOne([line], [name])).length }))
    .filter(({ lines }) => lines > 0)
    .sort((a, b) => a.lines - b.lines);
  const most = counted[Math.ceil(counted.length / 2) - 1]?.lines ?? 0;
  return counted.length === 0 ? names : counted.filter(({ lines }) => lines <= most).map(({ name }) => name);
};

const missing = (span: Span, part: Part, { texts }: Evidence): readonly string[] => {
  const lines = linesOf(texts, span);
  if ('why' in lines) return [`cites ${lines.why}`];
  if (!isStatement(part)) return [];
  const names = namesOf(part);
  if (names.length === 0) return [`names nothing that ${cited(span)} could hold`];
  return holdsOne(lines, names) ? [] : [`cites ${cited(span)}, which holds none of ${names.slice(0, 5).join(', ')}`];
};

/** Of several citations of one file one must hold a telling name; the others show what becomes of it. */
const untold = (part: Part, { texts }: Evidence): readonly string[] => {
  if (!isStatement(part)) return [];
  return [...Map.groupBy(part.citations, ({ path }) => path)].flatMap(([path, spans]) => {
    const telling = tellingNames(namesOf(part), texts.get(path) ?? []);
    const isTold = spans.some((span) => {
      const lines = linesOf(texts, span);
      return 'why' in lines || holdsOne(lines, telling);
    });
    return isTold
      ? []
      : [`cites ${spans.map(cited).join(', ')}, and ${telling.slice(0, 3).join(', ')} is elsewhere in it`];
  });
};

const letters = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** What is quoted stands in the lines that are cited; an ellipsis is what is only known when it is shown. */
const unquoted = (part: Part, { texts }: Evidence): readonly string[] => {
  if (!isStatement(part) || part.citations.length === 0) return [];
  const lines = part.citations.flatMap((span) => {
    const found = linesOf(texts, span);
    return 'why' in found ? [] : found;
  });
  const whole = letters(lines.join(''));
  const quotes = [...part.raw.matchAll(/“([^”]*)”/g)].flatMap(([, quote = '']) => quote.split('…'));
  const missed = quotes.find((quote) => letters(quote).length >= 4 && !whole.includes(letters(quote)));
  return missed === undefined ? [] : [`quotes “${missed.trim()}”, which no line that it cites holds`];
};

type Spans = ReadonlyMap<string, readonly { readonly span: Span }[]>;

const spansOf = ({ facts }: Source): { readonly entities: Spans; readonly endpoints: Spans } => ({
  entities: Map.groupBy(facts.entities, ({ name }) => name),
  endpoints: Map.groupBy(facts.endpoints, endpointKey),
});

const known = new WeakMap<Source, ReturnType<typeof spansOf>>();

const factsOf = (source: Source): ReturnType<typeof spansOf> => {
  const spans = known.get(source) ?? spansOf(source);
  known.set(source, spans);
  return spans;
};

/** A row of a table cites the very fact; one that is no fact is other checks' business. */
const misplaced = (part: Part, { source }: Evidence): readonly string[] => {
  if (part.kind !== 'entity' && part.kind !== 'endpoint') return [];
  const { entities, endpoints } = factsOf(source);
  const own = part.kind === 'entity' ? entities.get(part.entity.name) : endpoints.get(endpointKey(part.endpoint));
  const { citation } = part.kind === 'entity' ? part.entity : part.endpoint;
  return !own || own.some(({ span }) => overlaps(span, citation))
    ? []
    : [`${cited(citation)} is not where the fact is`];
};

const isBare = (part: Part): boolean =>
  part.citations.length === 0 &&
  ((part.kind === 'functional' && part.requirement.label !== 'gap') ||
    (part.kind === 'non-functional' && part.requirement.evidenced));

export const citationsHold = partCheck({
  id: 'citations-hold',
  title: 'Citations exist, are in range, and hold a name that the requirement rests on',
  weight: 12,
  faults(part, evidence) {
    if (isBare(part)) return ['cites nothing'];
    if (part.citations.length === 0) return undefined;
    const lacking = part.citations.flatMap((span) => missing(span, part, evidence));
    return [
      ...lacking,
      ...(lacking.length > 0 ? [] : [...untold(part, evidence), ...unquoted(part, evidence)]),
      ...misplaced(part, evidence),
    ];
  },
});
