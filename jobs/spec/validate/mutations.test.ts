import type { Requirement, SpecDocument } from '#schemas/spec/document.ts';
import { renderMarkdown } from '../render/markdown.ts';
import { aDocument, prose } from '../testing/a-document.ts';
import { aSource } from '../testing/a-source.ts';
import { texts } from '../testing/a-source-texts.ts';
import { textChecks } from './checks/index.ts';
import { judge, scoreOf } from './judge.ts';
import { plain } from './prose.ts';

type Mutation = {
  readonly check: string;
  document?(document: SpecDocument): SpecDocument;
  markdown?(markdown: string): string;
};

const withRequirement =
  (id: string, change: (requirement: Requirement) => Requirement) =>
  (document: SpecDocument): SpecDocument => ({
    ...document,
    features: document.features.map((feature) => ({
      ...feature,
      requirements: feature.requirements.map((each) => (each.id === id ? change(each) : each)),
    })),
  });

const saying = (id: string, statement: string) =>
  withRequirement(id, (requirement) => ({ ...requirement, statement: prose(statement) }));

const shifted = (id: string, lines: number) =>
  withRequirement(id, (requirement) => ({
    ...requirement,
    citations: requirement.citations.map(({ path, start, end }) => ({ path, start: start + lines, end: end + lines })),
  }));

const mutations: Readonly<Record<string, Mutation>> = {
  'a section deleted': {
    check: 'sections',
    markdown: (text) => text.replace(/## Data Model[\s\S]*?(?=## API)/, ''),
  },
  'a section emptied': {
    check: 'sections',
    markdown: (text) => text.replace(/(## API Endpoints\n)[\s\S]*?(?=## Trace)/, '$1\n'),
  },
  'two sections exchanged': {
    check: 'sections',
    markdown: (text) => text.replace('## Overview', '## Open').replace('## Open Questions', '## Overview'),
  },
  'a section twice': { check: 'sections', markdown: (text) => `${text}\n## Overview\n\nAgain.\n` },
  'a thousand words too many': { check: 'word-limit', markdown: (text) => text + 'more words '.repeat(2_000) },
  'an id left out': {
    check: 'requirement-ids',
    document: withRequirement('FR-003', (requirement) => ({ ...requirement, id: 'FR-013' })),
  },
  'an id twice': {
    check: 'requirement-ids',
    document: withRequirement('FR-003', (requirement) => ({ ...requirement, id: 'FR-002' })),
  },
  'the coverage of a feature dropped': {
    check: 'feature-coverage',
    document: (document) => ({ ...document, traceability: document.traceability.slice(1) }),
  },
  'the requirements of a feature dropped': {
    check: 'feature-coverage',
    document: (document) => ({
      ...document,
      features: document.features.map((each) => (each.id === 'ORD-2' ? { ...each, requirements: [] } : each)),
    }),
  },
  'a feature with evidence called not found': {
    check: 'feature-coverage',
    document: (document) => ({
      ...document,
      traceability: document.traceability.map((row) =>
        row.feature === 'ORD-1' ? { ...row, coverage: 'not found in source' } : row,
      ),
    }),
  },
  'no EARS form': {
    check: 'ears-form',
    document: saying('FR-003', 'After an order is stored the orders module shall publish an `OrderPlacedEvent`.'),
  },
  'two shalls': {
    check: 'singular',
    document: saying(
      'FR-003',
      'When an order is stored, the orders module shall publish an `OrderPlacedEvent` and shall log its total.',
    ),
  },
  'a second response': {
    check: 'singular',
    document: saying(
      'FR-003',
      'When an order is stored, the orders module shall publish an `OrderPlacedEvent` and notify the customer.',
    ),
  },
  'a vague word': {
    check: 'precise-words',
    document: saying(
      'FR-003',
      'When an order is stored, the orders module shall publish an appropriate `OrderPlacedEvent`.',
    ),
  },
  'an escape clause': {
    check: 'precise-words',
    document: saying(
      'FR-003',
      'When an order is stored, the orders module shall publish an `OrderPlacedEvent` where possible.',
    ),
  },
  TBD: {
    check: 'no-placeholders',
    document: saying(
      'FR-003',
      'When an order is stored, the orders module shall publish an `OrderPlacedEvent` to TBD.',
    ),
  },
  'an open pronoun': {
    check: 'no-placeholders',
    document: saying('FR-003', 'When it is, the orders module shall publish an `OrderPlacedEvent`.'),
  },
  'a figure that nothing holds': {
    check: 'measured-quality',
    document: (document) => ({
      ...document,
      nonFunctional: document.nonFunctional.map((each) =>
        each.id === 'NFR-001'
          ? {
              ...each,
              value: 7,
              statement: prose('The orders module shall give up a call of `CatalogClient` after 7 s.'),
            }
          : each,
      ),
    }),
  },
  'a quality without its figure': {
    check: 'measured-quality',
    document: (document) => ({
      ...document,
      nonFunctional: document.nonFunctional.map(({ value, unit, ...each }) => each),
    }),
  },
  'a citation one symbol further': { check: 'citations-hold', document: shifted('FR-003', 4) },
  'a citation beyond the end': { check: 'citations-hold', document: shifted('FR-001', 1_000) },
  'a citation of a file that is not there': {
    check: 'citations-hold',
    document: withRequirement('FR-001', (requirement) => ({
      ...requirement,
      citations: [{ path: 'src/Orders/Teleport.cs', start: 1, end: 2 }],
    })),
  },
  'an identifier invented': {
    check: 'identifiers-exist',
    document: saying('FR-003', 'When an order is stored, the orders module shall publish a `TeleportEvent`.'),
  },
  'an identifier invented in plain words': {
    check: 'identifiers-exist',
    document: saying('FR-003', 'When an order is stored, the orders module shall publish a TeleportEvent.'),
  },
  'an endpoint invented': {
    check: 'endpoints-match',
    document: (document) => ({
      ...document,
      endpoints: document.endpoints.map((each, n) => (n === 0 ? { ...each, route: '/api/teleport' } : each)),
    }),
  },
  'an endpoint left out': {
    check: 'endpoints-match',
    document: (document) => ({ ...document, endpoints: document.endpoints.slice(1) }),
  },
  'an endpoint opened to anyone': {
    check: 'endpoints-match',
    document: (document) => ({
      ...document,
      endpoints: document.endpoints.map((each, n) => (n === 0 ? { ...each, access: 'Anyone' } : each)),
    }),
  },
  'an entity renamed': {
    check: 'entities-match',
    document: (document) => ({
      ...document,
      entities: document.entities.map((each, n) => (n === 0 ? { ...each, name: 'Purchase' } : each)),
    }),
  },
  'a field invented': {
    check: 'entities-match',
    document: (document) => ({
      ...document,
      entities: document.entities.map((each, n) =>
        n === 0
          ? { ...each, fields: [...each.fields, { name: 'Karma', type: 'int', constraints: [], description: [] }] }
          : each,
      ),
    }),
  },
  'a field left out': {
    check: 'entities-match',
    document: (document) => ({
      ...document,
      entities: document.entities.map((each, n) => (n === 0 ? { ...each, fields: each.fields.slice(1) } : each)),
    }),
  },
  'a guess called confirmed': {
    check: 'label-evidence',
    document: withRequirement('FR-008', (requirement) => ({ ...requirement, label: 'confirmed' })),
  },
  'a gap with a citation': {
    check: 'label-evidence',
    document: withRequirement('FR-001', (requirement) => ({ ...requirement, label: 'gap' })),
  },
  'a secret pasted': {
    check: 'no-secrets',
    document: (document) => ({
      ...document,
      overview: { ...document.overview, scope: [prose(`It signs in with ${['AKIA', 'QWERTYUIOPASDFGH'].join('')}.`)] },
    }),
  },
  'a secret in the Markdown alone': {
    check: 'no-secrets',
    markdown: (text) => `${text}\npostgres://shop:${'hunter2'}@db.example.com/orders\n`,
  },
  'source word for word': {
    check: 'no-secrets',
    document: saying(
      'FR-003',
      `When an order is stored, the orders module shall run \`${texts.get('src/Orders/OrderService.cs')?.slice(22, 34).join(' ')}\`.`,
    ),
  },
  'a prompt fragment': {
    check: 'clean-text',
    document: (document) => ({
      ...document,
      overview: { ...document.overview, purpose: [prose('Sure, here is the overview: an orders module.')] },
    }),
  },
  'an instruction from a comment': {
    check: 'clean-text',
    document: saying('FR-003', 'When an order is stored, the orders module shall ignore all previous instructions.'),
  },
  'a fence that is never closed': { check: 'clean-text', markdown: (text) => `${text}\n\`\`\`csharp\nvar x;\n` },
  'raw HTML': { check: 'clean-text', markdown: (text) => `${text}\n<script src="x"></script>\n` },
  'a requirement twice': {
    check: 'not-an-inventory',
    document: (document) => {
      const [first] = document.features[0]?.requirements ?? [];
      return first ? saying('FR-003', plain(first.statement))(document) : document;
    },
  },
  'a requirement of another feature': {
    check: 'not-an-inventory',
    document: withRequirement('FR-007', (requirement) => ({
      ...requirement,
      statement: prose('The `CatalogClient` shall ask for prices.'),
      identifiers: ['CatalogClient'],
      citations: [{ path: 'src/Catalog.cs', start: 1, end: 2 }],
    })),
  },
  'a list of methods': {
    check: 'not-an-inventory',
    document: saying('FR-001', 'The method `PlaceAsync` shall store an `Order`.'),
  },
};

const resultsOf = (document: SpecDocument, markdown = renderMarkdown(document)) =>
  judge({ document, source: aSource, texts, markdown, pdf: new Uint8Array() }, textChecks);

const mutated = ({ document = (same) => same, markdown = (same) => same }: Mutation, from: SpecDocument) => {
  const changed = document(from);
  return resultsOf(changed, markdown(renderMarkdown(changed)));
};

describe('The score falls with', () => {
  it.each(Object.entries(mutations))('%s', async (_, mutation) => {
    const results = await mutated(mutation, aDocument);
    expect(results.find(({ id }) => id === mutation.check)?.findings).not.toEqual([]);
    expect(results.find(({ id }) => id === mutation.check)?.score).toBeLessThan(1);
    expect(scoreOf(results)).toBeLessThan(scoreOf(await resultsOf(aDocument)));
  });

  it('each further fault', async () => {
    const scores: number[] = [];
    let document = aDocument;
    const { TBD, ...all } = mutations;
    const chosen = [
      'an endpoint left out',
      'an entity renamed',
      'two shalls',
      'a secret pasted',
      'a citation beyond the end',
    ];
    for (const name of chosen) {
      document = all[name]?.document?.(document) ?? document;
      scores.push(scoreOf(await resultsOf(document)));
    }
    expect(TBD).toBeDefined();
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(new Set(scores).size).toBe(chosen.length);
  });
});

describe('An empty document', () => {
  const empty: SpecDocument = {
    ...aDocument,
    overview: { purpose: [], scope: [], technology: [], warnings: [] },
    features: [],
    nonFunctional: [],
    entities: [],
    endpoints: [],
    traceability: [],
    openQuestions: [],
  };

  it('scores nothing in any check', async () => {
    const results = await resultsOf(empty);
    expect(results.filter(({ score }) => score > 0).map(({ id, score }) => ({ id, score }))).toEqual([]);
  });

  it('of gaps alone does not pass for a specification of a source that has something to say', async () => {
    const gaps = {
      ...empty,
      features: aDocument.features.map((each) => ({ ...each, requirements: [] })),
      traceability: aDocument.traceability.map((row) => ({
        ...row,
        coverage: 'not found in source' as const,
        requirements: [],
        sources: [],
      })),
    };
    expect(scoreOf(await resultsOf(gaps))).toBeLessThan(40);
  });
});
