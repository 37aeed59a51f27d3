import { namesIn } from './prose.ts';

const stop = new Set(
  `a an the and or of to in on at by for from with without into onto over under as is are was were be been being it its this that these those
  their they them he she his her who whom which what when while where if then else than so not no nor shall should must may might can could will
  would do does did done has have had having all each every any some one two more most other another such same own only also there here about
  system module user users application app service feature features requirement`.split(/\s+/),
);

const endings: readonly (readonly [RegExp, string])[] = [
  [/ies$/, 'y'],
  [/(ss|sh|ch|x)es$/, '$1'],
  [/([^s])s$/, '$1'],
  [/ations?$/, 'at'],
  [/(t|s)ion$/, '$1'],
  [/ements?$/, 'e'],
  [/ment$/, ''],
  [/(ing|ed|er|or|al)$/, ''],
];

/** A rough stem: `cancelled`, `cancels` and `cancellation` meet; so do `quote` and `quotes`. */
export const stem = (word: string): string => {
  let text = word.toLowerCase();
  for (const [ending, to] of endings) {
    const shorter = text.replace(ending, to);
    if (shorter !== text && shorter.length >= 3) text = shorter;
  }
  return text
    .replace(/(.)\1$/, '$1')
    .replace(/e$/, '')
    .replace(/y$/, 'i');
};

/** The words of a name: `PlaceOrderAsync`, `place_order` and `place-order` are place, order (async). */
export const wordsOf = (text: string): readonly string[] =>
  namesIn(
    text
      .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
      .replaceAll(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
      .replaceAll('_', ' '),
  );

/** The stems that say what a text is about. */
export const termsOf = (text: string): ReadonlySet<string> =>
  new Set(
    wordsOf(text)
      .map((word) => word.toLowerCase())
      .filter((word) => word.length > 1 && !stop.has(word))
      .map(stem),
  );
