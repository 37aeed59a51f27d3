import type { Descriptor, Feature } from '#schemas/spec/descriptor.ts';
import type { CodeSymbol, Facts } from '#schemas/spec/facts.ts';
import type { Graph } from './graph.ts';
import { lexiconOf } from './lexicon.ts';
import { pageRanker } from './page-rank.ts';
import { termsOf } from './terms.ts';

export type Ranked = { readonly symbol: CodeSymbol; readonly score: number };

/** The code that matters to a feature, the most important first; scores are shares of the best. */
export type FeatureRanking = {
  readonly feature: Feature;
  readonly terms: readonly string[];
  readonly ranked: readonly Ranked[];
};

const mostSeeds = 30;
const nearBest = 0.5;
const mostRanked = 60;
/** In all, and of each feature. */
const mostPushes = 500_000;
const fewestPushes = 1_000;
const focusFactor = 3;

/** Of each symbol, what people call it. Routes, messages and rules speak for the symbols they stand in. */
const textsOf = (facts: Facts): Map<string, string[]> => {
  const texts = new Map<string, string[]>();
  const add = (id: string | undefined, text: string | undefined) => {
    if (id === undefined || text === undefined) return;
    const of = texts.get(id);
    if (of) of.push(text);
    else texts.set(id, [text]);
  };
  for (const { handler, route, summary } of facts.endpoints) {
    add(handler, route);
    add(handler, summary);
  }
  for (const { symbol, message } of [...facts.outcomes, ...facts.validations]) add(symbol, message);
  for (const { symbol, name } of [...facts.messages, ...facts.scheduledJobs, ...facts.entities]) add(symbol, name);
  return texts;
};

const focusOn = (path: string, focus: readonly string[]): number =>
  focus.some((at) => path === at || path.startsWith(at.endsWith('/') ? at : `${at}/`)) ? focusFactor : 1;

/**
 * Ranks the symbols for each feature by personalised PageRank over the reference graph, seeded by the words of the feature, rare ones
 * more than common ones, and by `focus`. A feature of which no symbol holds a word has no ranking.
 */
export const rankFeatures = (facts: Facts, graph: Graph, { features, focus }: Descriptor): FeatureRanking[] => {
  const texts = textsOf(facts);
  const { symbols, indexOf } = graph;
  const lexicon = lexiconOf(
    symbols.map(({ id, name, doc, container }) => [
      [name, 1],
      [texts.get(id)?.join(' '), 0.9],
      [doc?.slice(0, 300), 0.6],
      [symbols[indexOf.get(container ?? '') ?? -1]?.name, 0.5],
    ]),
  );
  const ranking = pageRanker(graph);
  return features.map((feature) => {
    const query = lexicon.query(feature.description);
    const matched = [...lexicon.match(query, nearBest)]
      .map(([at, { coverage }]) => [at, coverage ** 2 * focusOn(symbols[at]?.span.path ?? '', focus)] as const)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, mostSeeds);
    const sum = matched.reduce((total, [, weight]) => total + weight, 0);
    const seeds = new Map(matched.map(([at, weight]) => [at, weight / sum]));
    const ranks = ranking(seeds, { pushes: Math.max(fewestPushes, Math.floor(mostPushes / features.length)) });
    const top = [...ranks].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, mostRanked);
    const best = top[0]?.[1] ?? 1;
    const ranked = top.flatMap(([at, rank]): Ranked[] => {
      const symbol = symbols[at];
      return symbol ? [{ symbol, score: Math.round((rank / best) * 1e4) / 1e4 }] : [];
    });
    return { feature, terms: termsOf(feature.description), ranked };
  });
};
