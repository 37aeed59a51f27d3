import type { Prose, SpecDocument } from '#schemas/spec/document.ts';
import { at } from '../parts.ts';

/** A copy in which the statements and paragraphs at these addresses are said in other words. */
export const withProse = (document: SpecDocument, proses: ReadonlyMap<string, Prose>): SpecDocument => {
  const said = (address: string, before: Prose): Prose => proses.get(address) ?? before;
  const { overview } = document;
  return {
    ...document,
    overview: {
      ...overview,
      purpose: overview.purpose.map((prose, n) => said(at.purpose(n), prose)),
      scope: overview.scope.map((prose, n) => said(at.scope(n), prose)),
    },
    features: document.features.map((feature) => ({
      ...feature,
      summary: said(at.summary(feature.id), feature.summary),
      requirements: feature.requirements.map((each) => ({ ...each, statement: said(each.id, each.statement) })),
    })),
    nonFunctional: document.nonFunctional.map((each) => ({ ...each, statement: said(each.id, each.statement) })),
  };
};

const rewritable = /^(?:FR-|NFR-|overview\/(?:purpose|scope)\/|features\/.*\/summary$)/;

/** True for what `withProse` can put in; a row of a table is a fact, and not a matter of words. */
export const isRewritable = (address: string): boolean => rewritable.test(address);
