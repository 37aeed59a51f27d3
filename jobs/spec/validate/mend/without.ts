import type { SpecDocument } from '#schemas/spec/document.ts';
import { at } from '../parts.ts';

/** A copy without the parts at these addresses: a statement, a paragraph, a row, or the text of one. */
export const without = (document: SpecDocument, addresses: ReadonlySet<string>): SpecDocument => {
  const stays = (address: string): boolean => !addresses.has(address);
  const { overview } = document;
  return {
    ...document,
    overview: {
      purpose: overview.purpose.filter((_, n) => stays(at.purpose(n))),
      scope: overview.scope.filter((_, n) => stays(at.scope(n))),
      technology: overview.technology.filter((_, n) => stays(at.technology(n))),
      warnings: overview.warnings.filter((_, n) => stays(at.warning(n))),
    },
    features: document.features.map((feature) => ({
      ...feature,
      summary: stays(at.summary(feature.id)) ? feature.summary : [],
      requirements: feature.requirements.filter(({ id }) => stays(id)),
    })),
    nonFunctional: document.nonFunctional.filter(({ id }) => stays(id)),
    entities: document.entities.flatMap((entity, e) =>
      stays(at.entity(e))
        ? [
            {
              ...entity,
              description: stays(at.entityText(e)) ? entity.description : [],
              fields: entity.fields.flatMap((field, n) =>
                stays(at.field(e, n))
                  ? [{ ...field, description: stays(at.fieldText(e, n)) ? field.description : [] }]
                  : [],
              ),
              relations: entity.relations.filter((_, n) => stays(at.relation(e, n))),
            },
          ]
        : [],
    ),
    endpoints: document.endpoints.flatMap((endpoint, n) =>
      stays(at.endpoint(n)) ? [{ ...endpoint, purpose: stays(at.endpointText(n)) ? endpoint.purpose : [] }] : [],
    ),
    openQuestions: document.openQuestions.filter((_, n) => stays(at.question(n))),
  };
};
