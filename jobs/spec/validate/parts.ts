import type {
  DocumentEndpoint,
  DocumentEntity,
  NonFunctional,
  Prose,
  Requirement,
  SpecDocument,
} from '#schemas/spec/document.ts';
import type { Span } from '#schemas/spec/facts.ts';
import { plain } from './prose.ts';

/** What can be rewritten or cut without the rest: a statement, a paragraph, a row. */
type Common = {
  /** A requirement's id, or what `at` makes. Findings call it their `statement`. */
  readonly address: string;
  /** For a person: FR-003, Overview, Data Model: Order. */
  readonly where: string;
  readonly prose: Prose;
  /** All that it prints. */
  readonly raw: string;
  readonly citations: readonly Span[];
  readonly identifiers: readonly string[];
  /** The feature that it is about, by id. */
  readonly feature?: string;
};

export type FunctionalPart = Common & { readonly kind: 'functional'; readonly requirement: Requirement };
export type NonFunctionalPart = Common & { readonly kind: 'non-functional'; readonly requirement: NonFunctional };
export type EntityPart = Common & { readonly kind: 'entity'; readonly entity: DocumentEntity };
export type EndpointPart = Common & { readonly kind: 'endpoint'; readonly endpoint: DocumentEndpoint };
export type TextPart = Common & { readonly kind: 'text' };
export type Part = FunctionalPart | NonFunctionalPart | EntityPart | EndpointPart | TextPart;

/** Addresses of all that has no id of its own. */
export const at = {
  purpose: (index: number) => `overview/purpose/${index}`,
  scope: (index: number) => `overview/scope/${index}`,
  technology: (index: number) => `overview/technology/${index}`,
  warning: (index: number) => `overview/warnings/${index}`,
  summary: (feature: string) => `features/${feature}/summary`,
  entity: (index: number) => `entities/${index}`,
  entityText: (index: number) => `entities/${index}/description`,
  field: (entity: number, index: number) => `entities/${entity}/fields/${index}`,
  fieldText: (entity: number, index: number) => `entities/${entity}/fields/${index}/description`,
  relation: (entity: number, index: number) => `entities/${entity}/relations/${index}`,
  endpoint: (index: number) => `endpoints/${index}`,
  endpointText: (index: number) => `endpoints/${index}/purpose`,
  question: (index: number) => `openQuestions/${index}`,
} as const;

export const textPart = (address: string, where: string, prose: Prose, more: Partial<Common> = {}): TextPart => ({
  kind: 'text',
  address,
  where,
  prose,
  raw: plain(prose),
  citations: [],
  identifiers: [],
  ...more,
});

export const functional = (requirement: Requirement): FunctionalPart => ({
  kind: 'functional',
  address: requirement.id,
  where: requirement.id,
  prose: requirement.statement,
  raw: plain(requirement.statement),
  citations: requirement.citations,
  identifiers: requirement.identifiers,
  feature: requirement.feature,
  requirement,
});

export const nonFunctional = (requirement: NonFunctional): NonFunctionalPart => ({
  kind: 'non-functional',
  address: requirement.id,
  where: requirement.id,
  prose: requirement.statement,
  raw: [plain(requirement.statement), requirement.value, requirement.unit].join(' '),
  citations: requirement.citations,
  identifiers: requirement.identifiers,
  requirement,
});

const entityParts = (entity: DocumentEntity, index: number): readonly Part[] => {
  const where = `Data Model: ${entity.name}`;
  const row: EntityPart = {
    kind: 'entity',
    address: at.entity(index),
    where,
    prose: [],
    raw: [entity.name, entity.table ?? ''].join(' '),
    citations: [entity.citation],
    identifiers: [entity.name],
    entity,
  };
  return [
    row,
    textPart(at.entityText(index), where, entity.description),
    ...entity.fields.flatMap((field, n) => {
      const place = `${where}.${field.name}`;
      return [
        textPart(at.field(index, n), place, [], { raw: [field.name, field.type, ...field.constraints].join(' ') }),
        textPart(at.fieldText(index, n), place, field.description),
      ];
    }),
    ...entity.relations.map(({ kind, target, field = '' }, n) =>
      textPart(at.relation(index, n), where, [], { raw: `${kind} ${target} ${field}` }),
    ),
  ];
};

const endpointParts = (endpoint: DocumentEndpoint, index: number): readonly Part[] => {
  const where = `API Endpoints: ${endpoint.verb} ${endpoint.route}`;
  const { verb, route, access, parameters } = endpoint;
  const row: EndpointPart = {
    kind: 'endpoint',
    address: at.endpoint(index),
    where,
    prose: [],
    raw: [verb, route, access, ...parameters].join(' '),
    citations: [endpoint.citation],
    identifiers: [],
    endpoint,
  };
  return [row, textPart(at.endpointText(index), where, endpoint.purpose)];
};

/** Everything a document says, in its order, in pieces that may be cut. Pieces that say nothing are left out. */
export const partsOf = (document: SpecDocument): readonly Part[] => {
  const { purpose, scope, technology, warnings } = document.overview;
  return [
    ...purpose.map((prose, index) => textPart(at.purpose(index), 'Overview', prose)),
    ...scope.map((prose, index) => textPart(at.scope(index), 'Overview', prose)),
    ...technology.map(({ name, detail }, index) =>
      textPart(at.technology(index), 'Overview', [...name, { kind: 'text', text: ' ' }, ...detail]),
    ),
    ...warnings.map((prose, index) => textPart(at.warning(index), 'Overview', prose)),
    ...document.features.flatMap(({ id, summary, requirements }) => [
      textPart(at.summary(id), `Functional Requirements: ${id}`, summary, { feature: id }),
      ...requirements.map(functional),
    ]),
    ...document.nonFunctional.map(nonFunctional),
    ...document.entities.flatMap(entityParts),
    ...document.endpoints.flatMap(endpointParts),
    ...document.openQuestions.map(({ question, why, citations, feature }, index) =>
      textPart(at.question(index), `Open Questions: ${index + 1}`, [...question, { kind: 'text', text: ' ' }, ...why], {
        citations,
        ...(feature !== undefined && { feature }),
      }),
    ),
  ].filter(({ raw }) => raw.trim() !== '');
};

/** True if something is required in it: of an empty document there is nothing to praise. */
export const requiresAnything = ({ features }: SpecDocument): boolean =>
  features.some(({ requirements }) => requirements.length > 0);
