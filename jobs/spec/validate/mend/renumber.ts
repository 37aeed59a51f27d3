import type { OpenQuestion, Prose, SpecDocument, Trace } from '#schemas/spec/document.ts';
import { cited } from '../spans.ts';

const idAt = (prefix: string, index: number): string => `${prefix}-${String(index + 1).padStart(3, '0')}`;

/** What the text calls a requirement follows its new id; one that is gone is not called by another's. */
const renamed = (prose: Prose, ids: ReadonlyMap<string, string>): Prose =>
  prose.map((part) =>
    part.kind === 'text'
      ? { ...part, text: part.text.replaceAll(/\bN?FR-\d{3,}\b/g, (id) => ids.get(id) ?? 'a requirement that was cut') }
      : part,
  );

const unfounded = (feature: string): OpenQuestion => ({
  question: [{ kind: 'text', text: 'Where is this feature dealt with?' }],
  why: [{ kind: 'text', text: 'No statement about the feature could be held against the source.' }],
  feature,
  citations: [],
});

type Feature = SpecDocument['features'][number];

const traced = (row: Trace, features: readonly Feature[]): Trace => {
  const requirements = features.filter(({ id }) => id === row.feature).flatMap((feature) => feature.requirements);
  const sources = new Set(requirements.flatMap(({ citations }) => citations.map(cited)));
  const isFound = requirements.some(({ label }) => label !== 'gap');
  return {
    ...row,
    coverage: isFound ? (row.coverage === 'not found in source' ? 'partly' : row.coverage) : 'not found in source',
    requirements: requirements.map(({ id }) => id),
    sources: row.sources.filter((span) => sources.has(cited(span))),
  };
};

/**
 * A copy whose ids are contiguous in the document's order, and whose traceability and questions follow. A feature that is left without
 * evidence is "not found in source", and has its open question. What is in order already comes back as it is.
 */
export const renumbered = (document: SpecDocument): SpecDocument => {
  const ids = new Map<string, string>();
  let count = 0;
  const features = document.features.map((feature) => ({
    ...feature,
    requirements: feature.requirements.map((requirement) => {
      const id = idAt('FR', count++);
      // Of an id that is there twice the first keeps the references.
      if (!ids.has(requirement.id)) ids.set(requirement.id, id);
      return { ...requirement, id, feature: feature.id };
    }),
  }));
  const nonFunctional = document.nonFunctional.map((each, index) => {
    const id = idAt('NFR', index);
    if (!ids.has(each.id)) ids.set(each.id, id);
    return { ...each, id };
  });
  const traceability = document.traceability.map((row) => traced(row, features));
  const asked = new Set(document.openQuestions.flatMap(({ feature }) => feature ?? []));
  const lost = traceability.filter(
    ({ feature, coverage }, index) =>
      coverage === 'not found in source' &&
      document.traceability[index]?.coverage !== 'not found in source' &&
      !asked.has(feature),
  );
  return {
    ...document,
    features: features.map((feature) => ({ ...feature, summary: renamed(feature.summary, ids) })),
    nonFunctional,
    traceability,
    openQuestions: [
      ...document.openQuestions.map((each) => ({
        ...each,
        question: renamed(each.question, ids),
        why: renamed(each.why, ids),
      })),
      ...lost.map(({ feature }) => unfounded(feature)),
    ],
  };
};
