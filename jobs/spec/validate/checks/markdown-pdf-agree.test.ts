import type { SpecDocument } from '#schemas/spec/document.ts';
import { renderMarkdown } from '../../render/markdown.ts';
import { renderPdf } from '../../render/pdf.ts';
import { aDocument, prose } from '../../testing/a-document.ts';
import { judgedWith } from '../../testing/judged.ts';
import { markdownPdfAgree } from './markdown-pdf-agree.ts';

const judged = (document: SpecDocument, pdf: Uint8Array, markdown = renderMarkdown(document)) =>
  markdownPdfAgree.judge(judgedWith(document, { pdf, markdown }));

/** The same document in which one thing is another. */
const other = (change: (document: SpecDocument) => void): SpecDocument => {
  const changed = structuredClone(aDocument);
  change(changed);
  return changed;
};

let pdf: Uint8Array;
beforeAll(async () => {
  pdf = await renderPdf(aDocument);
});

describe('Markdown and PDF agree', () => {
  it('of one document', async () => {
    expect(await judged(aDocument, pdf)).toEqual({ score: 1, findings: [] });
  });

  it('on signs that one escapes and the other may not have', async () => {
    const hostile = [
      '#import "@preview/x:1.0.0" $x^2$ *a* _b_ `c` <d> \\ [e](f) @g &amp; ﬁne',
      '\u0000\u0007 \u202edesrever\u202c \ud800 注文 \u{1f600} заказ Größe',
      'Dictionary<string, List<Shop.Orders.OrderLine>>',
      'x'.repeat(900),
      'WellNamedThing'.repeat(60),
    ].join(' ');
    const document = other((it) => {
      it.moduleName = hostile;
      const [feature] = it.features;
      const [requirement] = feature?.requirements ?? [];
      const [endpoint] = it.endpoints;
      if (!feature || !requirement || !endpoint) throw new Error('The sample is empty');
      feature.description = hostile;
      requirement.statement = [...prose('When `x`, it shall '), { kind: 'code', text: hostile }];
      endpoint.route = `/${hostile}`;
      it.entities[0]?.fields.push({
        name: hostile,
        type: hostile,
        constraints: [hostile],
        description: prose(hostile),
      });
    });
    expect(await judged(document, await renderPdf(document))).toEqual({ score: 1, findings: [] });
  });
});

describe('Markdown and PDF do not agree', () => {
  const others: readonly [string, (document: SpecDocument) => void, string][] = [
    [
      'on a statement',
      ({ features: [feature] }) => feature?.requirements[0]?.statement.push({ kind: 'text', text: ' Perhaps.' }),
      'FR-001: specification.pdf lacks the statement',
    ],
    [
      'on an endpoint',
      ({ endpoints: [endpoint] }) => endpoint && Object.assign(endpoint, { verb: 'PUT' }),
      'PUT /api/orders: specification.pdf lacks the endpoint',
    ],
    [
      'on an entity',
      ({ entities: [entity] }) => entity && Object.assign(entity, { name: 'Wish' }),
      'Wish: specification.pdf lacks the entity',
    ],
    [
      'on what a heading says',
      ({ features: [feature] }) => feature && Object.assign(feature, { id: 'X-9' }),
      'specification.pdf: has no heading "X-9: A customer places an order of one or more articles."',
    ],
  ];

  it.each(others)('%s', async (_, change, message) => {
    const { findings } = await judged(other(change), pdf);
    expect(findings.map(({ where, message: what }) => `${where}: ${what}`)).toContain(message);
  });

  it('if the Markdown says it otherwise', async () => {
    const { findings } = await judged(aDocument, pdf, renderMarkdown(aDocument).replaceAll('cancel', 'keep'));
    expect(findings).toContainEqual({ where: 'FR-004', message: 'specification.md lacks the statement' });
  });

  it('if an endpoint is missing whose route another one goes on from', async () => {
    const markdown = renderMarkdown(aDocument).replace(/^\| POST \| `\/api\/orders` .*\n/m, '');
    const { findings } = await judged(aDocument, pdf, markdown);
    expect(findings).toEqual([{ where: 'POST /api/orders', message: 'specification.md lacks the endpoint' }]);
  });

  it('if there is no PDF', async () => expect((await judged(aDocument, new Uint8Array([1, 2]))).score).toBe(0));
});
