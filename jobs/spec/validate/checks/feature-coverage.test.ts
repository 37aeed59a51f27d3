import type { Trace } from '#schemas/spec/document.ts';
import { aDocument } from '../../testing/a-document.ts';
import { aSource } from '../../testing/a-source.ts';
import { judgedWith } from '../../testing/judged.ts';
import { featureCoverage } from './feature-coverage.ts';

const messages = async (document: Parameters<typeof judgedWith>[0]) =>
  (await featureCoverage.judge(judgedWith(document))).findings.map(({ message }) => message);

const row = (feature: string, change: Partial<Trace>) => ({
  traceability: aDocument.traceability.map((each) => (each.feature === feature ? { ...each, ...change } : each)),
});

describe('Every feature', () => {
  it('is covered, or marked as not found', async () => expect(await messages({})).toEqual([]));

  it('may be without a requirement where it is marked', async () => {
    const features = aDocument.features.map((each) => (each.id === 'ORD-5' ? { ...each, requirements: [] } : each));
    expect(await messages({ features })).toEqual([]);
  });

  it.each([
    ['has a row', { traceability: aDocument.traceability.slice(1) }, 'ORD-1 has no row'],
    ['is not called covered by a gap', row('ORD-5', { coverage: 'covered' }), 'nothing of it was found'],
    [
      'is not called missing with evidence',
      row('ORD-1', { coverage: 'not found in source' }),
      'requirements with evidence',
    ],
    ['stands there once', { features: [...aDocument.features, ...aDocument.features.slice(0, 1)] }, 'more than once'],
    [
      'is traced to what its requirements cite',
      row('ORD-3', { sources: [{ path: 'src/a.cs', start: 1, end: 2 }] }),
      'none of its requirements cites',
    ],
    [
      'was asked for',
      { features: [...aDocument.features, { id: 'X-1', description: '', summary: [], requirements: [] }] },
      'X-1 was not asked for',
    ],
  ])('%s', async (_, document, message) => expect((await messages(document)).join()).toContain(message));

  it('is not called missing where an endpoint is all about it', async () => {
    const features = aSource.descriptor.features.map((each) =>
      each.id === 'ORD-5' ? { ...each, description: 'Cancels an order that was not shipped yet.' } : each,
    );
    const source = { ...aSource, descriptor: { ...aSource.descriptor, features } };
    const { findings } = await featureCoverage.judge(judgedWith({}, { source }));
    expect(findings.map(({ message }) => message).join()).toMatch(
      /ORD-5 is marked .* OrdersController.Cancel is about it/,
    );
  });
});
