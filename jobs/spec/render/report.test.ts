import type { Quality } from '#schemas/spec/quality.ts';
import { aConsidered, aDocument } from '../testing/a-document.ts';
import { aSource } from '../testing/a-source.ts';
import { renderReport } from './report.ts';

const quality: Quality = {
  score: 93.5,
  threshold: 80,
  checks: [
    { id: 'sections', title: 'The sections', weight: 2, score: 1, findings: [] },
    {
      id: 'ears-form',
      title: 'EARS',
      weight: 4,
      score: 0.9,
      findings: [{ where: 'FR-003', message: 'has no <shall>' }],
    },
  ],
  mended: [{ where: 'FR-009', check: 'citations-hold', action: 'cut', before: 'It shall <script>fly</script>.' }],
  metrics: {
    endpointPrecision: 1,
    endpointRecall: 1,
    entityPrecision: 1,
    entityRecall: 1,
    fieldPrecision: 1,
    fieldRecall: 1,
    identifiersExisting: 1,
    featuresCovered: 0.8,
    words: 500,
  },
};

const page = renderReport({ document: aDocument, source: aSource, quality, considered: aConsidered });

describe('report.html', () => {
  it.each([
    ['the score and the threshold', '<b>93.5</b>QualityScore, of at least 80'],
    ['what was found of the features', '<b>4 / 5</b>features found in the source'],
    ['the secrets that were taken out', '<b>2</b>secrets taken out'],
    ['what a check has against what', 'FR-003: has no &lt;shall&gt;'],
    ['what was cut', 'It shall &lt;script&gt;fly&lt;/script&gt;.'],
    ['which code was considered', '<code>src/Orders/OrderService.cs:20-34</code>'],
    ['why files were left out', '<summary>vendored: 1 file</summary>'],
    ['what could not be read', 'legacy/orders.pas'],
  ])('tells %s', (_, text) => expect(page).toContain(text));

  it('tells the worst check first', () => expect(page.indexOf('EARS')).toBeLessThan(page.indexOf('The sections')));

  it('needs nothing but itself', () => expect(page).not.toMatch(/<script|<link|src=|url\(/));
});
