import type { SpecDocument } from '#schemas/spec/document.ts';
import { renderPdf } from '../../render/pdf.ts';
import { aDocument } from '../../testing/a-document.ts';
import { judgedWith } from '../../testing/judged.ts';
import { pdfConforms } from './pdf-conforms.ts';

let pdf: Uint8Array;
beforeAll(async () => {
  pdf = await renderPdf(aDocument);
});

const messages = async (bytes: Uint8Array, document: SpecDocument = aDocument): Promise<string[]> =>
  (await pdfConforms.judge(judgedWith(document, { pdf: bytes }))).findings.map(({ message }) => message);

/** The bytes with something else in the place of what they say, as long. */
const edited = (what: RegExp, instead: string): Uint8Array =>
  Buffer.from(
    Buffer.from(pdf)
      .toString('latin1')
      .replace(what, (found) => instead.padEnd(found.length).slice(0, Math.max(found.length, instead.length))),
    'latin1',
  );

describe('the PDF conforms', () => {
  it('as we set it', async () => expect(await messages(pdf)).toEqual([]));

  it('with nothing found in the source, too', async () => {
    const nothing: Partial<SpecDocument> = {
      features: [],
      entities: [],
      endpoints: [],
      traceability: [],
      openQuestions: [],
    };
    const empty = { ...aDocument, ...nothing, nonFunctional: [] };
    expect(await messages(await renderPdf(empty), empty)).toEqual([]);
  });
});

describe('the PDF does not conform', () => {
  it.each<[string, RegExp, string, string]>([
    ['untagged', /\/Marked true/, '', 'It is not tagged.'],
    [
      'if it does not say that it is PDF/UA-1',
      /<pdfuaid:part>1/,
      '<pdfuaid:part>0',
      'It does not say that it is PDF/UA-1.',
    ],
    ['if no window shows its title', /\/DisplayDocTitle true/, '', 'A viewer would not show its title.'],
    ['without a font', /\/FontFile3 \d+ 0 R/, '', 'A font is not embedded.'],
    ['if it runs something', /\/Keywords \(/, '/JS (', 'It runs something, holds a file or leads out of itself.'],
  ])('%s', async (_, what, instead, message) => {
    expect(await messages(edited(what, instead))).toContain(message);
  });

  it('in another language or with another name', async () => {
    expect(await messages(pdf, { ...aDocument, language: 'fr', moduleName: 'Returns' })).toEqual([
      "Its language is not the document's.",
      'Its title does not name the document.',
    ]);
  });

  it('without words for its picture', async () => {
    const [first = ''] = await messages(edited(/\/Alt (?:\([^)]*\)|<[^>]*>)/g, '/Alt ()'));
    expect(first).toBe('The data model has no picture, or one without words for who cannot see it.');
  });

  it('if it is none', async () => {
    expect(await messages(new Uint8Array())).toEqual([expect.stringMatching(/^It cannot be read: /)]);
  });
});
