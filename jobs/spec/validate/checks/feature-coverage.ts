import type { Feature } from '#schemas/spec/descriptor.ts';
import type { SpecDocument, Trace } from '#schemas/spec/document.ts';
import type { Source } from '#schemas/spec/source.ts';
import type { Check, Finding } from '../check.ts';
import { shareOf } from '../score.ts';
import { cited } from '../spans.ts';
import { termsOf } from '../terms.ts';

const notFound = 'not found in source';

const isEvidenced = ({ label }: { readonly label: string }): boolean => label !== 'gap';

/** An endpoint whose own name says what the feature says, twice over: then "not found" is not true. */
const saysSo = ({ id, description }: Feature, { facts }: Source): string | undefined => {
  const terms = termsOf(`${id} ${description}`);
  return facts.endpoints.find(({ handlerName, summary = '' }) => {
    const own = termsOf(`${handlerName.split('.').at(-1) ?? ''} ${summary}`);
    return own.size >= 3 && [...own].every((term) => terms.has(term));
  })?.handlerName;
};

const sourcesOf = (document: SpecDocument, feature: string): ReadonlySet<string> =>
  new Set(
    document.features
      .filter(({ id }) => id === feature)
      .flatMap(({ requirements }) => requirements.flatMap(({ citations }) => citations.map(cited))),
  );

const faultOf = (
  feature: Feature,
  row: Trace | undefined,
  document: SpecDocument,
  source: Source,
): string | undefined => {
  const entries = document.features.filter(({ id }) => id === feature.id);
  if (!row) return 'has no row in the traceability table';
  if (entries.length > 1) return 'stands in the document more than once';
  const requirements = entries.flatMap((entry) => entry.requirements);
  const found = requirements.some(isEvidenced);
  if (row.coverage !== notFound && requirements.length === 0)
    return `has no requirement, and is not marked "${notFound}"`;
  if (row.coverage !== notFound && !found) return `is marked "${row.coverage}", and nothing of it was found`;
  if (row.coverage === notFound && found) return `is marked "${notFound}", and has requirements with evidence`;
  const sources = sourcesOf(document, feature.id);
  const stray = row.sources.find((span) => !sources.has(cited(span)));
  if (stray) return `is traced to ${cited(stray)}, which none of its requirements cites`;
  const handler = row.coverage === notFound ? saysSo(feature, source) : undefined;
  return handler && `is marked "${notFound}", and ${handler} is about it`;
};

export const featureCoverage: Check = {
  id: 'feature-coverage',
  title: 'Every feature has requirements, or is marked as not found in source',
  weight: 10,
  judge({ document, source }) {
    const rows = new Map(document.traceability.map((row) => [row.feature, row]));
    const asked = new Set(source.descriptor.features.map(({ id }) => id));
    const faults = source.descriptor.features.flatMap((feature): Finding[] => {
      const fault = faultOf(feature, rows.get(feature.id), document, source);
      return fault === undefined ? [] : [{ where: `Feature ${feature.id}`, message: `${feature.id} ${fault}` }];
    });
    const invented = document.features
      .filter(({ id }) => !asked.has(id))
      .map(({ id }) => ({ where: `Feature ${id}`, message: `${id} was not asked for` }));
    const findings = [...faults, ...invented];
    return { score: shareOf(asked.size, Math.min(asked.size, findings.length)), findings };
  },
};
