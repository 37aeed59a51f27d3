import type { Measure, Span } from '#schemas/spec/facts.ts';
import { plain } from '../prose.ts';
import { linesOf, overlaps } from '../spans.ts';
import { type Evidence, partCheck } from './statement-check.ts';

const isMeasured = (measures: readonly Measure[], citations: readonly Span[], value: number | undefined): boolean =>
  measures.some((measure) => measure.value === value && citations.some((span) => overlaps(span, measure.span)));

/** 5,000 ms is 5 s, and `FromMinutes(5)` is 300 s: the number stands in the source as it is or by such a factor. */
const factors = [1, 60, 100, 1_000, 1_024, 3_600, 60_000, 86_400, 1_048_576, 3_600_000];

const stands = (value: number, citations: readonly Span[], { texts }: Evidence): boolean => {
  const numbers = citations.flatMap((span) => {
    const lines = linesOf(texts, span);
    return 'why' in lines
      ? []
      : (
          lines
            .join('\n')
            .replaceAll(/(?<=\d)_(?=\d)/g, '')
            .match(/\d+(?:\.\d+)?/g) ?? []
        ).map(Number);
  });
  return numbers.some((each) => factors.some((factor) => each * factor === value || each === value * factor));
};

const figuresIn = (text: string): readonly number[] =>
  (text.replaceAll(/(?<=\d),(?=\d{3})/g, '').match(/\d+(?:\.\d+)?/g) ?? []).map(Number);

/** Units as they are said in full. */
const inFull: Readonly<Record<string, string>> = {
  s: 'seconds?',
  ms: 'milliseconds?',
  min: 'minutes?',
  h: 'hours?',
  d: 'days?',
  KB: 'kilobytes?',
  MB: 'megabytes?',
  GB: 'gigabytes?',
  '%': 'percent',
};

const saysUnit = (text: string, unit: string): boolean => {
  const said = unit.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/(?<=\p{L}{3})s$/u, '');
  const other = Object.hasOwn(inFull, unit) ? `|${inFull[unit]}` : '';
  return new RegExp(`(?<!\\p{L})(?:${said}s?${other})(?!\\p{L})`, 'iu').test(text);
};

/** A quality without a figure can't be verified (INCOSE R34): a number and its unit, or the words "not evidenced". */
export const measuredQuality = partCheck({
  id: 'measured-quality',
  title: 'Non-functional requirements have a number with its unit, or are marked as not evidenced',
  weight: 4,
  faults(part, evidence) {
    if (part.kind !== 'non-functional') return undefined;
    const { evidenced, value, unit, citations } = part.requirement;
    const text = plain(part.prose);
    if (!evidenced)
      return [
        ...(/\bnot evidenced\b/i.test(text) ? [] : ['has no evidence, and does not say "not evidenced"']),
        ...(value === undefined && citations.length === 0
          ? []
          : ['is marked as not evidenced, and has a figure or a citation']),
      ];
    const { measures } = evidence.source.facts;
    // An algorithm, a transport, a filter: no figure belongs to it, and the facts say so.
    if (value === undefined) return isMeasured(measures, citations, undefined) ? [] : ['has no figure'];
    return [
      ...(unit ? [] : ['has a figure without its unit']),
      ...(figuresIn(text).includes(value) ? [] : [`does not say its figure, ${value}`]),
      ...(unit && !saysUnit(text, unit) ? [`does not say its unit, ${unit}`] : []),
      ...(isMeasured(measures, citations, value) || stands(value, citations, evidence)
        ? []
        : [`what it cites does not hold its figure, ${value}`]),
    ];
  },
});
