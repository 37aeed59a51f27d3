import type { SpecDocument } from '#schemas/spec/document.ts';
import type { Check, Finding } from '../check.ts';
import { shareOf } from '../score.ts';

const numbered = (ids: readonly string[], prefix: string): Finding[] => {
  const seen = new Set<string>();
  return ids.flatMap((id, index) => {
    const expected = `${prefix}-${String(index + 1).padStart(3, '0')}`;
    const again = seen.has(id);
    seen.add(id);
    if (again) return [{ where: id, message: `${id} is there more than once` }];
    return id === expected ? [] : [{ where: id, message: `${id} stands where ${expected} should` }];
  });
};

const traced = ({ features, traceability }: SpecDocument, ids: ReadonlySet<string>): Finding[] => {
  const rows = new Map(traceability.map((row) => [row.feature, new Set(row.requirements)]));
  return [
    ...traceability.flatMap(({ feature, requirements }) =>
      requirements
        .filter((id) => !ids.has(id))
        .map((id) => ({ where: `Traceability: ${feature}`, message: `${id} is no requirement of this document` })),
    ),
    ...features.flatMap(({ id: feature, requirements }) =>
      requirements
        .filter(({ id }) => !rows.get(feature)?.has(id))
        .map(({ id }) => ({ where: id, message: `${id} is not in the traceability table under ${feature}` })),
    ),
    ...features.flatMap(({ id: feature, requirements }) =>
      requirements
        .filter((requirement) => requirement.feature !== feature)
        .map(({ id, feature: other }) => ({
          where: id,
          message: `${id} says it is of ${other} and stands under ${feature}`,
        })),
    ),
  ];
};

export const requirementIds: Check = {
  id: 'requirement-ids',
  title: 'Requirement ids are unique, contiguous and traced',
  weight: 4,
  judge({ document }) {
    const functional = document.features.flatMap(({ requirements }) => requirements.map(({ id }) => id));
    const others = document.nonFunctional.map(({ id }) => id);
    const findings = [
      ...numbered(functional, 'FR'),
      ...numbered(others, 'NFR'),
      ...traced(document, new Set([...functional, ...others])),
    ];
    return { score: shareOf(functional.length, Math.min(functional.length, findings.length)), findings };
  },
};
