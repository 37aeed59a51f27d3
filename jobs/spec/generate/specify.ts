import type { Considered, SpecDocument } from '#schemas/spec/document.ts';
import type { Source } from '#schemas/spec/source.ts';
import { assemble } from './document/assemble.ts';
import { belongings } from './rank/belonging.ts';
import { graphOf } from './rank/graph.ts';
import { type FeatureRanking, rankFeatures } from './rank/rank.ts';
import { type Lines, Snipper } from './rank/snippets.ts';

/** What a model would be shown of a feature, at most. */
const tokensPerFeature = 6_000;
const mostTokens = 400_000;
const mostShown = 12;

export type Specified = { readonly document: SpecDocument; readonly considered: readonly Considered[] };

const consideredOf = (rankings: readonly FeatureRanking[], snipper: Snipper): Considered[] => {
  const budget = Math.min(tokensPerFeature, Math.floor(mostTokens / Math.max(1, rankings.length)));
  return rankings.map(({ feature, terms, ranked }) => {
    const { spans, tokens } = snipper.fit(ranked, budget);
    return {
      feature: feature.id,
      terms: [...terms],
      symbols: ranked.slice(0, mostShown).map(({ symbol: { name, span }, score }) => ({ name, score, span })),
      snippets: [...spans],
      tokens,
    };
  });
};

/** A specification of a source without a model: pure, the same for the same input. `lines`: the redacted texts by path. */
export const specify = (source: Source, lines: Lines, date: string): Specified => {
  const graph = graphOf(source.facts);
  const document = assemble(source, belongings(source.facts, graph, source.descriptor), lines, date);
  const considered = consideredOf(rankFeatures(source.facts, graph, source.descriptor), new Snipper(lines, graph));
  return { document, considered };
};
