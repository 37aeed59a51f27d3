import { faultsOf } from '../../testing/judged.ts';
import { singular } from './singular.ts';

describe('One shall, one response', () => {
  it.each([
    'The orders module shall return the name and the address of a customer.',
    'When a customer sends and confirms an order, the orders module shall store an `Order`.',
    'The orders module shall show the order and display name.',
    'The orders module shall reject the request with status 400 (Bad Request) and the message “Lines must be sent and shall be kept.”.',
    'The orders module shall list orders and returns of the day.',
    'The orders module shall list orders by date and status.',
    'The orders module shall show a search and filter form.',
  ])('holds: %s', (statement) => expect(faultsOf(singular, statement)).toEqual([]));

  it.each([
    ['The orders module keeps orders.', /no "shall"/],
    ['The orders module shall store an order and shall tell the warehouse.', /2 times/],
    ['The orders module shall store an order and notify the warehouse.', /second response: "and notify/],
    ['The orders module shall store an `Order`, then publish an `OrderPlacedEvent`.', /second response/],
    ['The orders module shall store the order and record its total.', /second response/],
    ['The orders module shall start a payment and answers with the page.', /second response: "and answers with/],
    ['The orders module shall store the order; the stock shrinks.', /semicolon/],
    ['The orders module shall store the order, which must have a line.', /duty/],
    ['The orders module shall store the order and/or its lines.', /and\/or/],
  ])('does not hold: %s', (statement, why) => expect(faultsOf(singular, statement).join()).toMatch(why));
});
