import type { Requirement } from '#schemas/spec/document.ts';
import { aDocument } from '../../testing/a-document.ts';
import { aRequirement, faultsOf, judgedWith } from '../../testing/judged.ts';
import { notAnInventory } from './not-an-inventory.ts';

const judge = (first: readonly Requirement[], second: readonly Requirement[] = []) =>
  notAnInventory.judge(
    judgedWith({
      features: aDocument.features
        .slice(0, 2)
        .map((each, n) => ({ ...each, requirements: [...(n === 0 ? first : second)] })),
    }),
  );

const alike = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    aRequirement(`The orders module shall keep the order field \`Field${n}\`.`, { id: `FR-${100 + n}` }),
  );

describe('No inventory', () => {
  it('shares a word, a name or a file with its feature', () => {
    const bare = { citations: [], identifiers: [] };
    expect(faultsOf(notAnInventory, 'The module shall keep what a customer sends.', bare)).toEqual([]);
    expect(faultsOf(notAnInventory, 'The module shall keep `PlacedArticles`.', bare)).toEqual([]);
    expect(faultsOf(notAnInventory, 'The module shall paint walls.', bare)).toHaveLength(1);
  });

  it.each([
    'The method `PlaceAsync` shall store an order.',
    'When the class `Order` is made, the module shall keep the order.',
  ])('tells of no code: %s', (statement) =>
    expect(faultsOf(notAnInventory, statement).join()).toMatch(/tells of the code/),
  );

  it('builds ten alike, and no eleventh unless there are as many others', async () => {
    expect((await judge(alike(10))).findings).toEqual([]);
    expect((await judge(alike(12))).findings).toHaveLength(2);
  });

  it('says nothing twice', async () => {
    const [one] = alike(1);
    if (!one) throw new Error('None');
    expect((await judge([one, { ...one, id: 'FR-200' }])).findings).toMatchObject([{ statement: 'FR-200' }]);
  });

  it('but lets a second feature have it, where that has nothing else', async () => {
    const [one, other] = alike(2);
    if (!one || !other) throw new Error('None');
    const again = { ...one, id: 'FR-200', feature: 'ORD-2' };
    expect((await judge([one], [again])).findings).toEqual([]);
    expect((await judge([one], [{ ...other, feature: 'ORD-2' }, again])).findings).toHaveLength(1);
  });
});
