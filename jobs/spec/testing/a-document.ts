import type { Considered, Prose, Requirement, SpecDocument } from '#schemas/spec/document.ts';
import type { Span } from '#schemas/spec/facts.ts';
import { aSource } from './a-source.ts';
import { at } from './a-source-texts.ts';

/** Prose of a line of text in which `code` stands between backticks. */
export const prose = (text: string): Prose =>
  text
    .split('`')
    .map((part, index) => ({ kind: index % 2 === 0 ? ('text' as const) : ('code' as const), text: part }))
    .filter((part) => part.text !== '');

const requirement = (
  id: string,
  feature: string,
  pattern: Requirement['pattern'],
  statement: string,
  citations: readonly Span[],
  more: Partial<Requirement> = {},
): Requirement => {
  const said = prose(statement);
  const identifiers = said.filter(({ kind }) => kind === 'code').map(({ text }) => text);
  return { id, feature, pattern, statement: said, label: 'confirmed', citations: [...citations], identifiers, ...more };
};

const place = [
  requirement(
    'FR-001',
    'ORD-1',
    'event',
    'When a signed-in customer sends a `PlaceOrderRequest`, the orders module shall store an `Order` with the status `Placed`.',
    [at('OrderService.cs', 'PlaceAsync', 'SaveChangesAsync')],
  ),
  requirement(
    'FR-002',
    'ORD-1',
    'unwanted',
    'If a `PlaceOrderRequest` holds no line, then the orders module shall answer with the status 400.',
    [at('OrdersController.cs', 'Place(PlaceOrderRequest', 'BadRequest')],
  ),
  requirement(
    'FR-003',
    'ORD-1',
    'event',
    'When an order is stored, the orders module shall publish an `OrderPlacedEvent` with its total.',
    [at('OrderService.cs', 'OrderPlacedEvent')],
  ),
];

const cancel = [
  requirement(
    'FR-004',
    'ORD-2',
    'event',
    'When a customer cancels an order, the orders module shall keep the reason as its `CancellationReason`.',
    [at('OrderService.cs', 'CancelAsync', 'CancellationReason')],
  ),
  requirement(
    'FR-005',
    'ORD-2',
    'unwanted',
    'If the order has the status `Shipped`, then the orders module shall reject its cancellation.',
    [at('OrderService.cs', 'OrderStatus.Shipped', 'OrderShippedException')],
  ),
];

const lookUp = [
  requirement(
    'FR-006',
    'ORD-3',
    'event',
    'When a signed-in customer asks for an order by its `Id`, the orders module shall show it with its `Lines`.',
    [at('OrderService.cs', 'FindAsync(Guid id) =>', 'Include')],
  ),
];

const expire = [
  requirement(
    'FR-007',
    'ORD-4',
    'ubiquitous',
    'The `OrderExpiryJob` shall look for unpaid orders every 300 seconds.',
    [at('OrderExpiryJob.cs', 'class OrderExpiryJob', 'FromMinutes(5)')],
    { label: 'inferred' },
  ),
];

const wrap = [
  requirement(
    'FR-008',
    'ORD-5',
    'optional',
    'Where gift wrapping is wanted, the orders module shall record it with the order.',
    [],
    { label: 'gap' },
  ),
];

const summaries: Readonly<Record<string, readonly [summary: string, requirements: readonly Requirement[]]>> = {
  'ORD-1': [
    'A customer sends articles and quantities; each line is priced by the catalogue before the order is kept.',
    place,
  ],
  'ORD-2': ['An order can be taken back with a reason until it has left the warehouse.', cancel],
  'ORD-3': ['One order is shown with its lines to whoever is signed in.', lookUp],
  'ORD-4': ['A background job runs every five minutes; what it does with an order is not in the source yet.', expire],
  'ORD-5': ['Nothing in the source deals with gift wrapping or greeting cards.', wrap],
};

const summaryOf = (id: string) => summaries[id] ?? (['', []] as const);

const constraintsOf = (key: boolean, nullable: boolean, length?: number): string[] => [
  ...(key ? ['key'] : []),
  ...(nullable ? [] : ['required']),
  ...(length === undefined ? [] : [`at most ${length} characters`]),
];

/** A specification of the invented orders module that every check should be content with. */
export const aDocument: SpecDocument = {
  title: 'Software Requirements Specification',
  moduleName: aSource.descriptor.moduleName,
  version: aSource.descriptor.version,
  language: 'en',
  date: '2026-11-20',
  archive: { name: aSource.archive.name, sha256: aSource.archive.sha256 },
  overview: {
    purpose: [
      prose('The orders module lets customers of the shop place, look up and cancel orders.'),
      prose(
        'It asks the catalogue for the price of each article through `CatalogClient` and tells the rest of the shop of new orders by an `OrderPlacedEvent`.',
      ),
    ],
    scope: [
      prose(
        'This document covers the five features that were named for version 2.4.0. It was written from 8 files of C#.',
      ),
    ],
    technology: [
      { name: prose('C#'), detail: prose('8 files, ASP.NET Core controllers') },
      { name: prose('Entity Framework Core'), detail: prose('3 entities, among them `Order`') },
    ],
    warnings: [prose('One file could not be read: `legacy/orders.pas`.')],
  },
  features: aSource.descriptor.features.map(({ id, description }) => {
    const [summary, requirements] = summaryOf(id);
    return { id, description, summary: prose(summary), requirements: [...requirements] };
  }),
  nonFunctional: [
    {
      id: 'NFR-001',
      category: 'performance',
      statement: prose('The orders module shall give up a call of `CatalogClient` after 5 s.'),
      evidenced: true,
      value: 5,
      unit: 's',
      citations: [at('CatalogClient.cs', 'CatalogClient(HttpClient', 'FromSeconds(5)')],
      identifiers: ['CatalogClient'],
    },
    {
      id: 'NFR-002',
      category: 'security',
      statement: prose('Encryption of stored orders: not evidenced in the source.'),
      evidenced: false,
      citations: [],
      identifiers: [],
    },
  ],
  entities: aSource.facts.entities.map(({ name, doc = '', table, fields, relations, span }) => ({
    name,
    description: prose(doc),
    ...(table === undefined ? {} : { table }),
    fields: fields.map((field) => ({
      name: field.name,
      type: field.type,
      constraints: constraintsOf(field.key, field.nullable, field.length),
      description: prose(field.doc ?? ''),
    })),
    relations: relations.map(({ kind, target, field }) => ({
      kind,
      target,
      ...(field === undefined ? {} : { field }),
    })),
    citation: span,
  })),
  endpoints: aSource.facts.endpoints.map(({ verb, route, summary = '', auth, parameters, statuses, span }) => ({
    verb,
    route,
    purpose: prose(summary),
    access: auth.roles.length > 0 ? `role ${auth.roles.join(', ')}` : 'signed in',
    parameters: parameters.map((each) => each.name),
    statuses,
    citation: span,
  })),
  traceability: aSource.descriptor.features.map(({ id, description }) => {
    const [, requirements] = summaryOf(id);
    const coverage = { 'ORD-4': 'partly', 'ORD-5': 'not found in source' } as const;
    return {
      feature: id,
      description,
      coverage: id === 'ORD-4' || id === 'ORD-5' ? coverage[id] : 'covered',
      requirements: requirements.map((each) => each.id),
      sources: requirements.flatMap((each) => each.citations),
    };
  }),
  openQuestions: [
    {
      question: prose('Which orders does `OrderExpiryJob` expire?'),
      why: prose('Its comment speaks of orders that nobody paid within a day; the code that should do it is empty.'),
      feature: 'ORD-4',
      citations: [at('OrderExpiryJob.cs', '/// <summary>', 'CompletedTask')],
    },
    {
      question: prose('Is gift wrapping part of another module?'),
      why: prose('No name or comment of the source speaks of it.'),
      feature: 'ORD-5',
      citations: [],
    },
  ],
};

/** How the ranking came to the document: shown in the report. */
export const aConsidered: Considered[] = aDocument.features.map(({ id, requirements }) => ({
  feature: id,
  terms: id === 'ORD-5' ? ['gift', 'wrapping', 'greeting', 'card'] : ['customer', 'order'],
  symbols: requirements.flatMap((each) =>
    each.citations.map((span) => ({ name: each.identifiers[0] ?? 'Order', score: 0.125, span })),
  ),
  snippets: requirements.flatMap((each) => each.citations),
  tokens: requirements.length * 240,
}));
