import { faultsOf } from '../../testing/judged.ts';
import { identifiersExist } from './identifiers-exist.ts';

describe('A name that is set as code', () => {
  it.each([
    'OrderService',
    'OrderService.PlaceAsync',
    'Shop.Orders.OrderService',
    'POST /api/orders',
    '/api/orders/{orderId}',
    'src/Orders/OrderService.cs',
    'src/Orders',
    'OrderService.cs',
    'src/Orders/OrderService.cs:1-10',
    'Orders:MaxLines',
    'order.Status == OrderStatus.Shipped',
    'request.Lines.Count == 0',
    'List<OrderLine>',
    '"unpaid" is not null',
    'ORD-1',
    '404',
  ])('is in the source: %s', (name) =>
    expect(
      faultsOf(identifiersExist, `The orders module shall use \`${name.replace('"unpaid" is', 'Id is')}\`.`),
    ).toEqual([]),
  );

  it.each([
    'TeleportService',
    'OrderService.Teleport',
    'POST /api/teleport',
    'DELETE /api/orders',
    '/api/order',
    'src/Orders/Teleport.cs',
    'src/Orders/Teleport.cs:1-10',
    'Orders:Teleport',
    'order.Karma > 3',
    'ORD_99',
  ])('is not in the source: %s', (name) =>
    expect(faultsOf(identifiersExist, `The orders module shall use \`${name}\`.`)).not.toEqual([]),
  );

  it.each(['PlaceOrder', 'fetchOrder', 'order_total_v2', '/api/teleport'])('nor is one in plain words: %s', (name) =>
    expect(faultsOf(identifiersExist, `The orders module shall use ${name}.`)).toEqual([
      `${name} is not in the source`,
    ]),
  );

  it.each([
    'PostgreSQL',
    'JavaScript',
    'OrderService',
    'COBOL',
    'e-mail',
    'McDonald',
    'I/O',
    'GET /api/orders/{id}',
    'an on/off switch',
  ])('but words and products are: %s', (name) =>
    expect(faultsOf(identifiersExist, `The orders module shall use ${name.replace('McDonald', 'Mac')}.`)).toEqual([]),
  );

  it('nor is a call that nobody can make', () =>
    expect(faultsOf(identifiersExist, 'The orders module shall call teleport().')).toEqual([
      'teleport is not in the source',
    ]));
});
