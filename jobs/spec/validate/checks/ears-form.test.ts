import { faultsOf } from '../../testing/judged.ts';
import { earsForm } from './ears-form.ts';

describe('EARS form', () => {
  it.each([
    ['ubiquitous', 'The orders module shall keep each order.'],
    ['ubiquitous', 'The `OrderExpiryJob` shall look for unpaid orders.'],
    ['ubiquitous', 'Dropforge shall keep each order.'],
    ['event', 'When a client sends `POST /api/orders`, the orders module shall store an order.'],
    ['event', 'When a client sends lines, prices and a name, the orders module shall store an order.'],
    ['state', 'While an order is unpaid, the orders module shall keep its lines.'],
    ['unwanted', 'If the order is missing, then the orders module shall respond with the message “No such order.”.'],
    ['optional', 'Where gift wrapping is wanted, the orders module shall record the wish.'],
    ['complex', 'While the shop is open, when a client asks, the orders module shall answer.'],
    [
      'complex',
      'When a client cancels an order, if the order is shipped, then the orders module shall reject the request.',
    ],
  ] as const)('is %s: %s', (pattern, statement) => expect(faultsOf(earsForm, statement, { pattern })).toEqual([]));

  it.each([
    ['ubiquitous', 'Orders are kept.'],
    ['ubiquitous', 'It shall keep each order'],
    ['event', 'When a client sends an order the orders module shall store an order.'],
    ['event', 'If a client sends an order, then the orders module shall store an order.'],
    ['unwanted', 'If the order is missing, the orders module shall answer.'],
    ['unwanted', 'If the order is missing, then the orders module answers.'],
    ['ubiquitous', 'The orders module shall keep each order. Orders are nice.'],
    ['ubiquitous', 'The orders module shall keep each order..'],
    ['ubiquitous', 'The orders module shall .'],
  ] as const)('is not %s: %s', (pattern, statement) =>
    expect(faultsOf(earsForm, statement, { pattern })).not.toEqual([]),
  );
});
