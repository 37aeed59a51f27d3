import { emphasisOf, termsOf, weightOf } from './terms.ts';

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

export type Lexicon = {
  /** The terms of a text, weighed by how rare they are here. What is nowhere counts as the rarest does. */
  query(text: string): Query;
  /** What matches, by its place among what was given. */
  match(query: Query): Map<number, Match>;
  has(term: string): boolean;
};

/** An inverted index over what the places hold: https://en.wikipedia.org/wiki/Tf%E2%80%93idf */
export const lexiconOf = (places: readonly (readonly Field[])[]): Lexicon => {
  const postings = new Map<string, Map<number, number>>();
  for (const [at, fields] of places.entries()) {
    for (const [text, weight] of fields) {
      for (const term of text ? termsOf(text) : []) {
        const posting = postings.get(term) ?? new Map<number, number>();
        postings.set(term, posting.set(at, Math.max(weight, posting.get(at) ?? 0)));
      }
    }
  }
  const rarest = Math.log(1 + places.length);
  const idf = (term: string) => {
    const found = postings.get(term);
    return (found ? Math.max(0.15 * rarest, Math.log(1 + places.length / found.size)) : rarest) * weightOf(term);
  };
  return {
    has: (term) => postings.has(term),
    query(text) {
      const weights = new Map([...emphasisOf(text)].map(([term, emphasis]) => [term, emphasis * idf(term)]));
      return { weights, total: [...weights.values()].reduce((sum, weight) => sum + weight, 0) };
    },
    match({ weights, total }) {
      const found = new Map<number, { coverage: number; terms: string[] }>();
      for (const [term, weight] of weights) {
        for (const [at, of] of postings.get(term) ?? []) {
          const match = found.get(at) ?? { coverage: 0, terms: [] };
          match.coverage += (of * weight) / total;
          match.terms.push(term);
          found.set(at, match);
        }
      }
      return found;
    },
  };
};
