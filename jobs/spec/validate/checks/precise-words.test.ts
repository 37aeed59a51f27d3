import type { Requirement } from '#schemas/spec/document.ts';
import type { Source } from '#schemas/spec/source.ts';
import { aSource } from '../../testing/a-source.ts';
import { faultsOf } from '../../testing/judged.ts';
import { preciseWords } from './precise-words.ts';

describe('Precise words', () => {
  it.each([
    'The orders module shall show at most 50 orders.',
    'The orders module shall call `FetchSeveralFast`.',
    'The orders module shall respond with the message “Something went wrong, if possible try again.”.',
    'If the body is above 5 MB, then the orders module shall respond with status 413 (Content Too Large).',
    'The orders module shall keep the somewhere-field.',
    'If the product type is not Simple Product, then the orders module shall reject the request.',
  ])('are in: %s', (statement) => expect(faultsOf(preciseWords, statement)).toEqual([]));

  it.each([
    ['The orders module shall show several orders.', /"several" \(R7/],
    ['The orders module shall respond quickly.', /"quickly" \(R7/],
    ['The orders module shall almost always respond.', /"almost always"/],
    ['The orders module shall show orders where possible.', /"where possible" \(R8/],
    ['The orders module shall show orders, if necessary.', /"if necessary" \(R8/],
    ['The orders module shall show names, etc.', /"etc" \(R9/],
    [
      'The orders module shall show names, including but not limited to first names.',
      /including but not limited to.*R9/,
    ],
    ['The orders module shall be able to show orders.', /"be able to" \(R10/],
    ['The orders module shall use a user-friendly form.', /"user-friendly"/],
  ])('are not in: %s', (statement, why) => expect(faultsOf(preciseWords, statement).join()).toMatch(why));

  it('of a gap may be those that were asked for, and no others', () => {
    const [first, ...rest] = aSource.descriptor.features;
    const features = first ? [{ ...first, description: 'Easy checkout.' }, ...rest] : [];
    const source: Source = { ...aSource, descriptor: { ...aSource.descriptor, features } };
    const gap: Partial<Requirement> = { label: 'gap', citations: [] };
    expect(faultsOf(preciseWords, 'The orders module shall provide an easy checkout.', gap, source)).toEqual([]);
    expect(faultsOf(preciseWords, 'The orders module shall provide a fast checkout.', gap, source)).toHaveLength(1);
  });
});
