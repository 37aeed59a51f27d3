import { stem, termsOf, weightOf } from './terms.ts';

describe('Terms', () => {
  it.each([
    ['cancel cancels cancelled cancelling cancellation'],
    ['order orders ordered ordering'],
    ['ship ships shipped shipping shipment'],
    ['quote quotes quoted'],
    ['delivery deliveries'],
    ['address addresses'],
  ])('%s are one', (words) => {
    expect(new Set(words.split(' ').map(stem)).size).toBe(1);
  });

  it('come out of names as out of sentences', () => {
    expect(termsOf('PlaceOrderAsync')).toEqual(expect.arrayContaining(termsOf('placing an order')));
    expect(termsOf('RFQItemId')).toEqual(termsOf('rfq_item_id'));
  });

  it('are one for what is done to data by several names', () => {
    expect(termsOf('a customer looks up the orders')).toEqual(termsOf('customers view an order'));
  });

  it('leave out what tells nothing, and hold actors for little', () => {
    expect(termsOf('The system shall allow the user to do it')).toEqual(termsOf('user'));
    expect(weightOf(stem('customers'))).toBeLessThan(weightOf(stem('invoices')));
  });
});
