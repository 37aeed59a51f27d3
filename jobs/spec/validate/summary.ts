import type { SpecSummary } from '#schemas/spec/summary.ts';
import type { Evidence } from './checks/statement-check.ts';
import type { Verdict } from './verdict.ts';

/** What a list of jobs and an email tell of a specification. */
export const summaryOf = (
  { document, quality }: Pick<Verdict, 'document' | 'quality'>,
  { source }: Evidence,
  pages: number,
): SpecSummary => {
  const requirements = document.features.flatMap((feature) => feature.requirements);
  const labelled = (label: string): number => requirements.filter((each) => each.label === label).length;
  const mended = (action: string): number => quality.mended.filter((each) => each.action === action).length;
  return {
    moduleName: document.moduleName,
    version: document.version,
    files: source.files.length,
    filesLeftOut: source.files.filter(({ outcome }) => outcome === 'left-out' || outcome === 'unreadable').length,
    redacted: source.files.reduce((sum, file) => sum + file.redacted, 0),
    features: source.descriptor.features.length,
    featuresNotFound: document.traceability.flatMap(({ feature, coverage }) =>
      coverage === 'not found in source' ? [feature] : [],
    ),
    requirements: requirements.length,
    confirmed: labelled('confirmed'),
    inferred: labelled('inferred'),
    gaps: labelled('gap'),
    nonFunctional: document.nonFunctional.length,
    entities: document.entities.length,
    endpoints: document.endpoints.length,
    openQuestions: document.openQuestions.length,
    pages,
    qualityScore: quality.score,
    cut: mended('cut'),
    rewritten: mended('rewritten'),
    warnings: source.warnings,
  };
};
