import type { NonFunctional } from '#schemas/spec/document.ts';
import type { Source } from '#schemas/spec/source.ts';
import { aDocument, prose } from '../../testing/a-document.ts';
import { aSource } from '../../testing/a-source.ts';
import { texts } from '../../testing/a-source-texts.ts';
import { nonFunctional } from '../parts.ts';
import { measuredQuality } from './measured-quality.ts';

const faultsOf = (change: Partial<NonFunctional>, source: Source = aSource) => {
  const [first] = aDocument.nonFunctional;
  if (!first) throw new Error('The document has no such requirement');
  return measuredQuality.faults(nonFunctional({ ...first, ...change }), { source, texts });
};

const saying = (statement: string) => ({ statement: prose(statement) });

describe('A non-functional requirement', () => {
  it('has a figure that its citation holds, and its unit', () => expect(faultsOf({})).toEqual([]));

  it('may have the figure in another unit than the source', () =>
    expect(
      faultsOf({
        ...saying('The orders module shall give up a call of `CatalogClient` after 5,000 ms.'),
        value: 5_000,
        unit: 'ms',
      }),
    ).toEqual([]));

  it('may be without one where the source has a measure without one', () => {
    const { value: _, unit: __, ...hashing } = aSource.facts.measures[0] ?? { value: 0, unit: '' };
    const source = { ...aSource, facts: { ...aSource.facts, measures: [hashing] } } as Source;
    const bare = {
      ...saying('The orders module shall call `CatalogClient` over TLS.'),
      value: undefined,
      unit: undefined,
    };
    expect(faultsOf(bare, source)).toEqual([]);
    expect(faultsOf(bare)).toEqual(['has no figure']);
  });

  it('says "not evidenced" where it is not', () => {
    const none = { evidenced: false, value: undefined, unit: undefined, citations: [] };
    expect(faultsOf({ ...none, ...saying('Response time: not evidenced.') })).toEqual([]);
    expect(faultsOf({ ...none, ...saying('Response time: good.') })).toHaveLength(1);
    expect(faultsOf({ ...none, value: 5, ...saying('Response time: not evidenced.') })).toHaveLength(1);
  });

  it.each<readonly [string, Partial<NonFunctional>, RegExp]>([
    ['a figure without its unit', { unit: undefined }, /without its unit/],
    [
      'a figure that it does not say',
      saying('The orders module shall give up a call of `CatalogClient` soon.'),
      /does not say its figure, 5/,
    ],
    ['a unit that it does not say', { unit: 'ms' }, /say its unit, ms/],
    [
      'a figure that nobody wrote',
      { ...saying('The orders module shall give up after 8 s.'), value: 8 },
      /does not hold its figure, 8/,
    ],
  ])('does not have %s', (_, change, why) => expect(faultsOf(change).join()).toMatch(why));
});
