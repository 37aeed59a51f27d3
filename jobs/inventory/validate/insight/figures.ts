import type { Aggregate } from './aggregate.ts';

/** Every figure there is: amounts of money apart, so that 584 USD does not bear out 584 databases. */
export type Figures = { readonly money: ReadonlySet<number>; readonly counts: ReadonlySet<number> };

const numberIn = /\d[\d,.]*\d|\d/g;

const parsed = (text: string): number => Number(text.replaceAll(',', ''));

/** Amounts as they are, and as people round them: to whole dollars. */
const asWritten = (amount: number): readonly number[] => [amount, Math.round(amount)];

function* leaves(value: unknown, key = ''): Generator<{ readonly key: string; readonly value: unknown }> {
  if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value)) yield* leaves(each, Array.isArray(value) ? key : name);
  else yield { key, value };
}

/** Numbers of the aggregate; those inside its texts (`over 30 days`, `2026-11-30`) and names (`IMDSv2`) count, too. */
export const figuresOf = (aggregate: Aggregate): Figures => {
  const money = new Set<number>();
  const counts = new Set<number>([aggregate.rules.length, Object.keys(aggregate.resourcesByType).length]);
  for (const { key, value } of leaves(aggregate)) {
    if (typeof value === 'number' && key.endsWith('Usd')) for (const amount of asWritten(value)) money.add(amount);
    else if (typeof value === 'number') counts.add(value);
    else for (const found of String(value).match(numberIn) ?? []) counts.add(parsed(found));
  }
  return { money, counts };
};

const words: Readonly<Record<string, number>> = Object.fromEntries(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
    .split(' ')
    .map((word, value) => [word, value]),
);

/** Figures that no sum bears out, whatever stands beside them. */
const vague =
  /\b(dozens?|hundreds?|thousands?|millions?|billions?|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|halves|third|quarter|double[ds]?|triple[ds]?|twice|thrice|percent|per cent|majority|most of)\b|%/i;

const isMoney = (text: string, at: number, length: number): boolean =>
  /(\$|USD|US\$)\s?$/.test(text.slice(Math.max(0, at - 4), at)) ||
  /^\s?(USD|dollars?)/i.test(text.slice(at + length, at + length + 9));

/** `one` is no figure in most sentences ("one of them"). */
const wordsAreBorneOut = (text: string, { counts }: Figures): boolean =>
  (text.toLowerCase().match(/[a-z]+/g) ?? []).every((word) => {
    const value = Object.hasOwn(words, word) ? words[word] : undefined;
    return value === undefined || value === 1 || counts.has(value);
  });

/** True if every figure in a text is one of these. */
export const isBorneOut = (text: string, figures: Figures): boolean => {
  if (vague.test(text) || !wordsAreBorneOut(text, figures)) return false;
  return [...text.matchAll(numberIn)].every((match) => {
    const value = parsed(match[0]);
    return isMoney(text, match.index, match[0].length) ? figures.money.has(value) : figures.counts.has(value);
  });
};
