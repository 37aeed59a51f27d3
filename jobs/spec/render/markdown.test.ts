import { document as documentSchema, type SpecDocument, sections } from '#schemas/spec/document.ts';
import { renderMarkdown } from './markdown.ts';

const citation = { path: 'src/A.cs', start: 3, end: 9 };

const documentOf = (given: Partial<SpecDocument> = {}): SpecDocument =>
  documentSchema.parse({
    title: 'Software Requirements Specification',
    moduleName: 'Orders',
    version: '1.0',
    language: 'en',
    date: '2026-11-21',
    archive: { name: 'orders.zip', sha256: 'ab'.repeat(32) },
    overview: { purpose: [], scope: [], technology: [] },
    features: [],
    nonFunctional: [],
    entities: [],
    endpoints: [],
    traceability: [],
    openQuestions: [],
    ...given,
  });

const saying = (text: string, kind: 'text' | 'code' = 'text') =>
  renderMarkdown(documentOf({ overview: { purpose: [[{ kind, text }]], scope: [], technology: [], warnings: [] } }));

describe('The Markdown of a specification', () => {
  it('has its sections once and in order', () => {
    const headings = renderMarkdown(documentOf())
      .split('\n')
      .filter((line) => line.startsWith('## '));
    expect(headings).toEqual(sections.map(({ title }) => `## ${title}`));
  });

  it.each([
    ['<script>alert(1)</script>', '\\<script\\>alert(1)\\</script\\>'],
    ['# Heading', '\\# Heading'],
    ['[a](http://b)', '\\[a\\](http\\://b)'],
    ['a | b', 'a \\| b'],
    ['```\nfence', '\\`\\`\\` fence'],
    ['1. one', '1\\. one'],
    ['&lt; @someone $x$', '\\&lt; \\@someone \\$x\\$'],
  ])('takes %j for text', (text, shown) => {
    expect(saying(text)).toContain(`\n${shown}\n`);
  });

  it('keeps backticks within code', () => {
    expect(saying('a ``b`', 'code')).toContain('\n``` a ``b` ```\n');
  });

  it('keeps bars within the cell of a table', () => {
    const markdown = renderMarkdown(
      documentOf({
        endpoints: [
          {
            verb: 'GET',
            route: '/a|b',
            purpose: [{ kind: 'text', text: 'either | or' }],
            access: 'anyone',
            parameters: [],
            statuses: [],
            citation,
          },
        ],
      }),
    );
    expect(markdown).toContain('| GET | `/a\\|b` | either \\| or | anyone | – | – | `src/A.cs:3-9` |');
  });

  it('leads from a feature to its requirement and to the source', () => {
    const markdown = renderMarkdown(
      documentOf({
        features: [
          {
            id: 'F-1',
            description: 'Place an order',
            summary: [],
            requirements: [
              {
                id: 'FR-001',
                feature: 'F-1',
                pattern: 'ubiquitous',
                statement: [{ kind: 'text', text: 'The Orders module shall place an order.' }],
                label: 'confirmed',
                citations: [citation],
                identifiers: [],
              },
            ],
          },
        ],
        traceability: [
          { feature: 'F-1', description: 'Place', coverage: 'covered', requirements: ['FR-001'], sources: [citation] },
        ],
      }),
    );
    expect(markdown).toContain(
      '#### FR-001\n\nThe Orders module shall place an order.\n\n*confirmed*: `src/A.cs:3-9`\n',
    );
    expect(markdown).toContain('[FR-001](#fr-001)');
  });

  it('draws the data model with names that Mermaid takes, and each relation once', () => {
    const entity = (name: string, relations: SpecDocument['entities'][number]['relations']) => ({
      name,
      description: [],
      fields: [{ name: 'Id', type: 'List<int?>', constraints: ['key'], description: [] }],
      relations,
      citation,
    });
    const markdown = renderMarkdown(
      documentOf({
        entities: [
          entity('Order"{', [{ kind: 'one-to-many', target: 'Item', field: 'Items' }]),
          entity('Item', [{ kind: 'many-to-one', target: 'Order"{', field: 'Order' }]),
        ],
      }),
    );
    expect(markdown).toContain('  Order {\n    List_int Id PK\n  }\n');
    expect(markdown.match(/\|\|--o\{|\}o--\|\|/g)).toEqual(['||--o{']);
  });
});
