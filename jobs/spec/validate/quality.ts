import type { SpecDocument } from '#schemas/spec/document.ts';
import type { ModelUse, Quality } from '#schemas/spec/quality.ts';
import { endpointMetrics } from './checks/endpoints-match.ts';
import { entityMetrics } from './checks/entities-match.ts';
import { existing } from './checks/identifiers-exist.ts';
import type { Evidence } from './checks/statement-check.ts';
import { type Result, scoreOf } from './judge.ts';
import { wordCount } from './markdown.ts';
import type { Mending } from './mend/mend.ts';

const thousandths = (value: number): number => Math.floor(value * 1_000 + 1e-9) / 1_000;

const coverage = ({ traceability }: SpecDocument, { source }: Evidence): number => {
  const found = new Set(
    traceability.flatMap(({ feature, coverage: of }) => (of === 'not found in source' ? [] : [feature])),
  );
  const { features } = source.descriptor;
  return features.filter(({ id }) => found.has(id)).length / features.length;
};

/** More than these of one check are more than anyone reads. */
const mostFindings = 100;

/** quality.json: the verdict, what it is made of, and what was done to come to it. */
export const qualityOf = (
  results: readonly Result[],
  { document, mended, model }: Mending,
  evidence: Evidence,
  {
    markdown,
    threshold,
    writing,
  }: { readonly markdown: string; readonly threshold: number; readonly writing?: ModelUse },
): Quality => ({
  score: scoreOf(results),
  threshold,
  checks: results.map(({ findings, score, ...check }) => ({
    ...check,
    score: thousandths(score),
    findings: findings.slice(0, mostFindings).map(({ where, message }) => ({ where, message })),
  })),
  mended: [...mended],
  ...(writing && { writing }),
  ...(model && { model }),
  metrics: {
    ...endpointMetrics(document, evidence.source),
    ...entityMetrics(document, evidence.source),
    identifiersExisting: thousandths(existing(document, evidence)),
    featuresCovered: thousandths(coverage(document, evidence)),
    words: wordCount(markdown),
  },
});
