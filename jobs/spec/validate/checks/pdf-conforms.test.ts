import { renderMarkdown } from '../../render/markdown.ts';
import { pageTexts } from '../../render/pdf/text.ts';
import { renderPdf } from '../../render/pdf.ts';
import { aDocument, prose } from '../../testing/a-document.ts';
import { judgedWith } from '../../testing/judged.ts';
import { markdownPdfAgree } from './markdown-pdf-agree.ts';
import { pdfConforms } from './pdf-conforms.ts';

let pdf: Uint8Array;
beforeAll(async () => {
  pdf = await renderPdf(aDocument);
});

const messages = async (bytes: Uint8Array) =>
  (await pdfConforms.judge(judgedWith({}, { pdf: bytes }))).findings.map(({ message }) => message);
const without = (what: string | RegExp, instead = '') =>
  Buffer.from(Buffer.from(pdf).toString('latin1').replace(what, instead), 'latin1');

describe('The PDF', () => {
  it('conforms', async () => expect(await messages(pdf)).toEqual([]));

  it.each([
    ['tagged', '/Marked true', 'is not tagged'],
    ['PDF/UA-1', /<pdfuaid:part>1|pdfuaid:part="1"/, 'does not call itself PDF/UA-1'],
    ['in a language', /\/Lang \(\w+\)/g, 'has no language'],
    ['whole', /%%EOF\s*$/, 'is cut off'],
    ['titled', /Orders/g, 'does not have its title'],
  ])('is %s', async (_, what, message) => expect(await messages(without(what))).toContain(`The PDF ${message}`));

  it('runs nothing and leads nowhere', async () =>
    expect(
      await messages(without('/Type /Catalog', '/Type /Catalog /OpenAction << /S /JavaScript /JS (x) >>')),
    ).toEqual(['The PDF holds a script', 'The PDF holds a file or an action']));

  it('is one at all', async () =>
    expect((await pdfConforms.judge(judgedWith({}, { pdf: new Uint8Array() }))).score).toBe(0));
});

describe('Markdown and PDF', () => {
  const agree = (change: Parameters<typeof judgedWith>[1]) => markdownPdfAgree.judge(judgedWith({}, change));

  it('agree', async () => expect(await agree({ pdf })).toEqual({ score: 1, findings: [] }));

  it('do not where one has another requirement, or none', async () => {
    const features = aDocument.features.map((each, n) =>
      n === 0
        ? {
            ...each,
            requirements: each.requirements.map((one) =>
              one.id === 'FR-002' ? { ...one, statement: prose('The orders module shall paint walls.') } : one,
            ),
          }
        : each,
    );
    const other = { ...aDocument, features };
    const { findings } = await markdownPdfAgree.judge(judgedWith({ features }, { pdf }));
    expect(findings).toEqual([{ where: 'FR-002', message: expect.stringContaining('specification.pdf does not say') }]);
    const mirrored = await agree({ pdf: await renderPdf(other) });
    expect(mirrored.findings).toMatchObject([{ where: 'FR-002' }]);
    expect(
      (await agree({ pdf, markdown: renderMarkdown(aDocument).replaceAll('cancel', 'keep') })).findings,
    ).not.toEqual([]);
  });

  it('do not where there is no PDF', async () => expect((await agree({ pdf: new Uint8Array([1, 2]) })).score).toBe(0));

  it('agree on signs that one escapes and the other may not have', async () => {
    const odd = {
      ...aDocument,
      moduleName: '<Orders> & "Returns" | 注文 *x*',
      overview: {
        ...aDocument.overview,
        purpose: [prose('A <b>bold</b> claim & `List<Order>` of 100%: ﬁne, naïve, 注文.')],
      },
    };
    expect((await markdownPdfAgree.judge(judgedWith(odd, { pdf: await renderPdf(odd) }))).findings).toEqual([]);
  });
});

it('reads what is printed, parentheses and all', () => expect(pageTexts(pdf).join(' ')).toContain('Technology'));
