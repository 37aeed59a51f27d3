import { emphasisOf, isActor, termsOf, weightOf } from './terms.ts';

/** A text and how much a match in it counts: a name more than a comment. */
export type Field = readonly [text: string | undefined, weight: number];

export type Match = {
  /** How much of what was asked for is there: 0 to 1. */
  readonly coverage: number;
  /** The terms that are there. */
  readonly terms: readonly string[];
};

/** What was asked for: its terms, and how much each counts. */
export type Query = { readonly weights: ReadonlyMap<string, number>; readonly total: number };

/** As many as there are bits. */
const mostTerms = 31;
/** Against the best match: what is behind matches by a common word. */
const farBehind = 0.2;

export type Lexicon = {
  /** The terms of a text, weighed by how rare they are here. What is nowhere counts as the rarest does. */
  query(text: string): Query;
  /** What matches, by its place among what was given, without what is far behind the best: below that share of it. */
  match(query: Query, behind?: number): Map<number, Match>;
  has(term: string): boolean;
};

/** An inverted index over what the places hold; `nouns` stand in for longer words that are nowhere, as vet does for veterinarian: https://en.wikipedia.org/wiki/Tf%E2%80%93idf */
export const lexiconOf = (places: readonly (readonly Field[])[], nouns: readonly string[] = []): Lexicon => {
  const short = [...new Set(nouns.flatMap(termsOf))].filter((noun) => noun.length >= 3);
  const postings = new Map<string, Map<number, number>>();
  for (const [at, fields] of places.entries()) {
    for (const [text, weight] of fields) {
      for (const term of text ? termsOf(text) : []) {
        const posting = postings.get(term) ?? new Map<number, number>();
        postings.set(term, posting.set(at, Math.max(weight, posting.get(at) ?? 0)));
      }
    }
  }
  const aliasOf = (term: string): string | undefined =>
    postings.has(term) && short.includes(term)
      ? undefined
      : short.find((noun) => noun !== term && term.startsWith(noun) && postings.has(noun));
  const placesOf = (term: string): ReadonlyMap<number, number> => {
    const alias = aliasOf(term);
    const own = postings.get(term);
    if (alias === undefined) return own ?? new Map();
    return new Map([...(own ?? []), ...(postings.get(alias) ?? [])]);
  };
  const coverage = new Float64Array(places.length);
  const terms = new Int32Array(places.length);
  const rarest = Math.log(1 + places.length);
  const idf = (term: string) => {
    const found = postings.get(term);
    return (found ? Math.max(0.15 * rarest, Math.log(1 + places.length / found.size)) : rarest) * weightOf(term);
  };
  return {
    has: (term) => postings.has(term),
    query(text) {
      const weights = new Map<string, number>();
      for (const [asked, emphasis] of emphasisOf(text)) {
        const isHere = postings.has(asked);
        if (!isHere && isActor(asked)) continue;
        weights.set(asked, emphasis * idf(aliasOf(asked) ?? asked));
      }
      return { weights, total: [...weights.values()].reduce((sum, weight) => sum + weight, 0) };
    },
    match({ weights, total }, behind = farBehind) {
      const asked = [...weights].slice(0, mostTerms);
      const touched: number[] = [];
      let best = 0;
      for (const [bit, [term, weight]] of asked.entries()) {
        for (const [at, of] of placesOf(term)) {
          if (terms[at] === 0) touched.push(at);
          terms[at] = (terms[at] ?? 0) | (1 << bit);
          coverage[at] = (coverage[at] ?? 0) + (of * weight) / total;
          best = Math.max(best, coverage[at] ?? 0);
        }
      }
      const found = new Map<number, Match>();
      for (const at of touched) {
        const [held, mask] = [coverage[at] ?? 0, terms[at] ?? 0];
        if (held >= behind * best) {
          const own = asked.flatMap(([term], bit) => (mask & (1 << bit) ? [term] : []));
          found.set(at, { coverage: held, terms: own });
        }
        coverage[at] = 0;
        terms[at] = 0;
      }
      return found;
    },
  };
};
