import { aDocument } from '../testing/a-document.ts';
import { renderPdf } from './pdf.ts';

const latin = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1');

describe('specification.pdf', () => {
  it('is the same bytes for the same document, dated by the document alone', async () => {
    const [first, second] = [await renderPdf(aDocument), await renderPdf(aDocument)];
    expect(Buffer.compare(first, second)).toBe(0);
    expect(latin(first)).toContain('/CreationDate (D:20261120');
    const later = await renderPdf({ ...aDocument, date: '2027-01-02' });
    expect(latin(later)).toContain('/CreationDate (D:20270102');
  });

  it('says that it is PDF/UA-1', async () => {
    expect(latin(await renderPdf(aDocument))).toMatch(/pdfuaid:part[>="]+1/);
  });
});
