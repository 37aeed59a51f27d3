import type { Prose } from '#schemas/spec/document.ts';
import { textOf, wordsIn } from './prose.ts';
import type { Draft } from './writing.ts';

/** Sentences that differ in names and numbers alone are built alike: a list of them is an inventory. */
const skeleton = ({ statement }: Draft): string =>
  statement
    .map(({ kind, text }) => (kind === 'code' ? '\u25a2' : text))
    .join('')
    .toLowerCase()
    .replace(/\d[\d,.]*/g, '#');

const wording = (statement: Prose): string =>
  textOf(statement)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ');

const mostAlike = 6;

/** Its statement, its number, its label and its citations, as a reader counts them. */
const wordsOf = ({ statement, citations }: Draft): number => wordsIn(textOf(statement)) + 2 + citations.length;

type Place = { readonly feature: number; readonly at: number; readonly draft: Draft };

/** First the best of each feature, then the second of each: a long document leaves out what matters least to each. */
const inOrder = (drafts: readonly (readonly Draft[])[]): Place[] => {
  const ranked = drafts.flatMap((of, feature) =>
    of
      .map((draft, at) => ({ feature, at, draft }))
      .sort((a, b) => b.draft.worth - a.draft.worth || a.at - b.at)
      .map((place, rank) => ({ place, rank })),
  );
  ranked.sort(
    (a, b) => a.rank - b.rank || b.place.draft.worth - a.place.draft.worth || a.place.feature - b.place.feature,
  );
  return ranked.map(({ place }) => place);
};

export type Limits = {
  /** What may be written outside tables; nothing if requirements stand in tables. */
  readonly words?: number;
  /** What a feature takes of it besides its requirements: its heading and its summary. */
  readonly perFeature: (feature: number) => number;
  readonly each: number;
  readonly all: number;
};

export type Selected = {
  /** Of each feature what is written, in the order it was given. */
  readonly chosen: readonly (readonly Draft[])[];
  /** How many were left out for want of room. */
  readonly left: number;
};

/** Chooses what is written: the best of each feature, nothing twice, nothing that is alike too often, within the limits. */
export const select = (drafts: readonly (readonly Draft[])[], limits: Limits): Selected => {
  const taken = drafts.map(() => new Set<number>());
  const said = new Set<string>();
  const alike = new Map<string, number>();
  let [words, count, left] = [0, 0, 0];
  for (const { feature, at, draft } of inOrder(drafts)) {
    const own = taken[feature];
    const [text, built] = [wording(draft.statement), skeleton(draft)];
    if (!own || said.has(text)) continue;
    if ((alike.get(built) ?? 0) >= mostAlike && own.size > 0) continue;
    const cost = wordsOf(draft) + (own.size === 0 ? limits.perFeature(feature) : 0);
    const fits = limits.words === undefined || words + cost <= limits.words;
    if (!fits || own.size >= limits.each || count >= limits.all) {
      left += 1;
      continue;
    }
    own.add(at);
    said.add(text);
    alike.set(built, (alike.get(built) ?? 0) + 1);
    words += cost;
    count += 1;
  }
  return { chosen: drafts.map((of, feature) => of.filter((_, at) => taken[feature]?.has(at))), left };
};
