import { quality } from '#schemas/spec/quality.ts';
import { ApiProblem } from '../../api-problem.ts';
import { jsonOf } from '../artifact.ts';
import type { FindingSource } from './finding-page.ts';
import { pageOf } from './page-of.ts';

/** What the checks of the document found: they have no severities, and lower its QualityScore. */
export const ofSpec: FindingSource = async (job, query, context) => {
  if (query.severity !== undefined)
    throw new ApiProblem('INVALID_REQUEST', 'Findings of a specification have no severity: leave it out.');
  const { checks } = quality.parse(await jsonOf(job, 'quality.json', context));
  const findings = checks
    .filter(({ id }) => query.rule === undefined || id === query.rule)
    .flatMap(({ id, title, findings: found }) =>
      found.map(({ where, message }) => ({
        rule: id,
        severity: 'quality',
        about: where,
        message: `${title}: ${message}`,
      })),
    );
  return pageOf(findings, query);
};
