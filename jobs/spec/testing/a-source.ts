import type { CodeSymbol, Endpoint, Entity, Field, Span } from '#schemas/spec/facts.ts';
import type { Source } from '#schemas/spec/source.ts';
import { at, texts } from './a-source-texts.ts';

const symbol = (
  kind: CodeSymbol['kind'],
  qualifiedName: string,
  span: Span,
  more: Partial<CodeSymbol> = {},
): CodeSymbol => ({
  id: `${span.path}#${qualifiedName}`,
  kind,
  language: 'csharp',
  name: qualifiedName.split('.').at(-1) ?? qualifiedName,
  qualifiedName,
  span,
  visibility: 'public',
  isTest: false,
  ...more,
});

const field = (file: string, name: string, type: string, more: Partial<Field> = {}): Field => ({
  name,
  type,
  key: false,
  nullable: type.endsWith('?'),
  unique: false,
  span: at(file, ` ${name} {`),
  ...more,
});

const entities: Entity[] = [
  {
    name: 'Order',
    symbol: 'src/Orders/Domain/Order.cs#Shop.Orders.Domain.Order',
    framework: 'ef',
    table: 'orders',
    doc: 'What a customer asked for, and how far it has come.',
    fields: [
      field('Domain/Order.cs', 'Id', 'Guid', { key: true }),
      field('Domain/Order.cs', 'CustomerId', 'string', { length: 64, doc: 'Who placed it.' }),
      field('Domain/Order.cs', 'Status', 'OrderStatus'),
      field('Domain/Order.cs', 'Total', 'decimal'),
      field('Domain/Order.cs', 'PlacedAt', 'DateTimeOffset'),
      field('Domain/Order.cs', 'CancellationReason', 'string?', { length: 500 }),
    ],
    relations: [
      { kind: 'one-to-many', target: 'OrderLine', field: 'Lines', span: at('Domain/Order.cs', 'Lines {') },
      { kind: 'one-to-one', target: 'Payment', field: 'Payment', span: at('Domain/Order.cs', 'Payment {') },
    ],
    span: at('Domain/Order.cs', '/// <summary>What', 'Payment {'),
  },
  {
    name: 'OrderLine',
    symbol: 'src/Orders/Domain/OrderLine.cs#Shop.Orders.Domain.OrderLine',
    framework: 'ef',
    table: 'order_lines',
    doc: 'One article of an order, and how many of it.',
    fields: [
      field('Domain/OrderLine.cs', 'Id', 'Guid', { key: true }),
      field('Domain/OrderLine.cs', 'OrderId', 'Guid'),
      field('Domain/OrderLine.cs', 'Sku', 'string', { length: 40 }),
      field('Domain/OrderLine.cs', 'Quantity', 'int'),
      field('Domain/OrderLine.cs', 'UnitPrice', 'decimal'),
    ],
    relations: [],
    span: at('Domain/OrderLine.cs', '/// <summary>One', 'UnitPrice'),
  },
  {
    name: 'Payment',
    symbol: 'src/Orders/Domain/Payment.cs#Shop.Orders.Domain.Payment',
    framework: 'ef',
    doc: 'What was paid for an order.',
    fields: [
      field('Domain/Payment.cs', 'Id', 'Guid', { key: true }),
      field('Domain/Payment.cs', 'OrderId', 'Guid'),
      field('Domain/Payment.cs', 'Amount', 'decimal'),
      field('Domain/Payment.cs', 'Reference', 'string?', { length: 100 }),
    ],
    relations: [],
    span: at('Domain/Payment.cs', '/// <summary>What', 'Reference'),
  },
];

const required = { access: 'required', roles: [], policies: [] } as const;

const endpoint = (
  verb: Endpoint['verb'],
  route: string,
  name: string,
  span: Span,
  more: Partial<Endpoint>,
): Endpoint => ({
  verb,
  route,
  framework: 'aspnet-mvc',
  handler: `src/Orders/OrdersController.cs#Shop.Orders.OrdersController.${name}`,
  handlerName: `OrdersController.${name}`,
  auth: { ...required, roles: [], policies: [], span: at('OrdersController.cs', '[Authorize]') },
  parameters: [],
  statuses: [],
  span,
  ...more,
});

const id = { name: 'id', in: 'path', type: 'Guid', required: true } as const;
const handler = (name: string) => at('OrdersController.cs', `> ${name}(`);

const endpoints: Endpoint[] = [
  endpoint('POST', '/api/orders', 'Place', handler('Place'), {
    parameters: [{ name: 'request', in: 'body', type: 'PlaceOrderRequest', required: true }],
    request: 'PlaceOrderRequest',
    statuses: [201, 400],
    summary: 'Places an order for the signed-in customer.',
  }),
  endpoint('GET', '/api/orders/{id}', 'Get', handler('Get'), {
    parameters: [id],
    statuses: [200, 404],
    summary: 'Shows one order.',
  }),
  endpoint('POST', '/api/orders/{id}/cancel', 'Cancel', handler('Cancel'), {
    parameters: [id, { name: 'request', in: 'body', type: 'CancelOrderRequest', required: true }],
    request: 'CancelOrderRequest',
    statuses: [204],
    summary: 'Cancels an order that was not shipped yet.',
  }),
  endpoint('DELETE', '/api/orders/day/{date}', 'DeleteDay', handler('DeleteDay'), {
    auth: { access: 'required', roles: ['Admin'], policies: [], span: at('OrdersController.cs', 'Roles = "Admin"') },
    parameters: [{ name: 'date', in: 'path', type: 'DateOnly', required: true }],
    statuses: [204],
    summary: 'Takes back the orders of a day: for the people of the warehouse.',
  }),
];

const controller = 'Shop.Orders.OrdersController';
const service = 'Shop.Orders.OrderService';

const symbols: CodeSymbol[] = [
  symbol('class', 'Shop.Orders.Domain.Order', at('Domain/Order.cs', '/// <summary>What', 'Payment {')),
  ...entities.flatMap(({ name, fields }) =>
    fields.map((each) => symbol('property', `Shop.Orders.Domain.${name}.${each.name}`, each.span)),
  ),
  symbol('property', 'Shop.Orders.Domain.Order.Lines', at('Domain/Order.cs', 'Lines {')),
  symbol('enum', 'Shop.Orders.Domain.OrderStatus', at('Domain/Order.cs', 'enum OrderStatus', 'Expired')),
  ...['Placed', 'Paid', 'Shipped', 'Cancelled', 'Expired'].map((name) =>
    symbol('enum-member', `Shop.Orders.Domain.OrderStatus.${name}`, at('Domain/Order.cs', `    ${name},`)),
  ),
  symbol('class', 'Shop.Orders.Domain.OrderLine', at('Domain/OrderLine.cs', '/// <summary>', 'UnitPrice')),
  symbol('class', 'Shop.Orders.Domain.Payment', at('Domain/Payment.cs', '/// <summary>', 'Reference')),
  symbol('class', controller, at('OrdersController.cs', '[ApiController]', 'DeleteDayAsync')),
  symbol('method', `${controller}.Place`, at('OrdersController.cs', 'Places an order', 'CreatedAtAction')),
  symbol('method', `${controller}.Get`, at('OrdersController.cs', 'Shows one', 'NotFound()')),
  symbol('method', `${controller}.Cancel`, at('OrdersController.cs', 'Cancels an order', 'NoContent')),
  symbol('method', `${controller}.DeleteDay`, at('OrdersController.cs', 'Takes back', 'DeleteDayAsync')),
  symbol('class', service, at('OrderService.cs', '/// <summary>Places', 'ExecuteDeleteAsync')),
  symbol('method', `${service}.PlaceAsync`, at('OrderService.cs', '/// <summary>Prices', 'return order;')),
  symbol('method', `${service}.FindAsync`, at('OrderService.cs', 'FindAsync(Guid id) =>', 'Include')),
  symbol('method', `${service}.CancelAsync`, at('OrderService.cs', 'Cancels an order unless', 'CancellationReason')),
  symbol('method', `${service}.DeleteDayAsync`, at('OrderService.cs', 'DeleteDayAsync', 'ExecuteDeleteAsync')),
  symbol('class', 'Shop.Orders.CatalogClient', at('CatalogClient.cs', 'public class', '/prices')),
  symbol('method', 'Shop.Orders.CatalogClient.PriceOfAsync', at('CatalogClient.cs', 'PriceOfAsync', '/prices')),
  symbol('class', 'Shop.Orders.OrderExpiryJob', at('OrderExpiryJob.cs', '/// <summary>', 'CompletedTask')),
  ...['OrderLineRequest', 'PlaceOrderRequest', 'CancelOrderRequest', 'OrderPlacedEvent'].map((name) =>
    symbol('record', `Shop.Orders.${name}`, at('Requests.cs', `record ${name}`)),
  ),
];

const idOf = (qualifiedName: string): string =>
  symbols.find((each) => each.qualifiedName === qualifiedName)?.id ?? qualifiedName;

/** What the collector would make of the invented orders module. */
export const aSource: Source = {
  descriptor: {
    moduleName: 'Orders',
    version: '2.4.0',
    features: [
      { id: 'ORD-1', description: 'A customer places an order of one or more articles.' },
      { id: 'ORD-2', description: 'A customer cancels an order that has not been shipped.' },
      { id: 'ORD-3', description: 'A customer looks up an order and its status.' },
      { id: 'ORD-4', description: 'Orders that nobody pays expire.' },
      { id: 'ORD-5', description: 'A customer asks for gift wrapping and a greeting card.' },
    ],
    focus: ['src/Orders'],
    language: 'en',
  },
  archive: {
    name: 'orders-module.zip',
    bytes: 48_213,
    sha256: '5b8f0e3c9a714d2286d1f7a0c3e9b45d7261fa08c4de93b1570a6e2f8d9c0b13',
  },
  files: [
    ...[...texts].map(([path, lines]) => ({
      path,
      outcome: 'parsed' as const,
      language: 'csharp' as const,
      bytes: lines.join('\n').length,
      lines: lines.length,
      redacted: 0,
    })),
    { path: 'src/Orders/appsettings.json', outcome: 'text', language: 'text', bytes: 412, lines: 18, redacted: 2 },
    {
      path: 'wwwroot/lib/jquery.min.js',
      outcome: 'left-out',
      reason: 'vendored',
      bytes: 89_476,
      lines: 0,
      redacted: 0,
    },
    { path: 'docs/logo.png', outcome: 'left-out', reason: 'binary', bytes: 12_004, lines: 0, redacted: 0 },
    {
      path: 'legacy/orders.pas',
      outcome: 'unreadable',
      reason: 'no encoding fits',
      bytes: 3_100,
      lines: 0,
      redacted: 0,
    },
  ],
  facts: {
    symbols,
    references: [
      { from: idOf(`${controller}.Place`), to: idOf(`${service}.PlaceAsync`), kind: 'calls', count: 1 },
      { from: idOf(`${controller}.Get`), to: idOf(`${service}.FindAsync`), kind: 'calls', count: 1 },
      { from: idOf(`${controller}.Cancel`), to: idOf(`${service}.CancelAsync`), kind: 'calls', count: 1 },
      { from: idOf(`${controller}.DeleteDay`), to: idOf(`${service}.DeleteDayAsync`), kind: 'calls', count: 1 },
      { from: idOf(`${service}.PlaceAsync`), to: idOf('Shop.Orders.Domain.Order'), kind: 'uses', count: 2 },
      {
        from: idOf(`${service}.PlaceAsync`),
        to: idOf('Shop.Orders.CatalogClient.PriceOfAsync'),
        kind: 'calls',
        count: 1,
      },
    ],
    endpoints,
    entities,
    validations: [
      {
        subject: 'OrderLine',
        field: 'Quantity',
        rule: 'range',
        min: 1,
        max: 999,
        span: at('Domain/OrderLine.cs', '[Range(1, 999)]'),
      },
      {
        subject: 'CancelOrderRequest',
        field: 'Reason',
        rule: 'length',
        max: 500,
        span: at('Requests.cs', 'CancelOrderRequest'),
      },
    ],
    outcomes: [
      {
        symbol: idOf(`${controller}.Place`),
        condition: 'request.Lines.Count == 0',
        effect: 'responds',
        status: 400,
        message: 'An order needs at least one line.',
        span: at('OrdersController.cs', 'request.Lines.Count == 0', 'BadRequest'),
      },
      {
        symbol: idOf(`${service}.PlaceAsync`),
        condition: 'request.Lines.Count > _maxLines',
        effect: 'throws',
        type: 'TooManyLinesException',
        message: 'At most {_maxLines} lines.',
        span: at('OrderService.cs', 'request.Lines.Count > _maxLines', 'TooManyLinesException'),
      },
      {
        symbol: idOf(`${service}.CancelAsync`),
        condition: 'order.Status == OrderStatus.Shipped',
        effect: 'throws',
        type: 'OrderShippedException',
        message: 'A shipped order cannot be cancelled.',
        span: at('OrderService.cs', 'OrderStatus.Shipped', 'OrderShippedException'),
      },
    ],
    configuration: [{ key: 'Orders:MaxLines', default: '50', span: at('OrderService.cs', 'Orders:MaxLines') }],
    scheduledJobs: [
      {
        name: 'OrderExpiryJob',
        schedule: 'every 300 s',
        seconds: 300,
        symbol: idOf('Shop.Orders.OrderExpiryJob'),
        doc: 'Expires orders that nobody paid within a day.',
        span: at('OrderExpiryJob.cs', 'class OrderExpiryJob', 'FromMinutes(5)'),
      },
    ],
    messages: [
      {
        direction: 'publishes',
        name: 'OrderPlacedEvent',
        symbol: idOf(`${service}.PlaceAsync`),
        span: at('OrderService.cs', 'OrderPlacedEvent'),
      },
    ],
    externalCalls: [{ kind: 'http', target: 'CatalogClient', span: at('CatalogClient.cs', '/prices') }],
    measures: [
      {
        category: 'performance',
        subject: 'timeout',
        value: 5,
        unit: 's',
        what: 'the catalogue client',
        symbol: idOf('Shop.Orders.CatalogClient'),
        span: at('CatalogClient.cs', 'FromSeconds(5)'),
      },
    ],
  },
  textsKey: 'work/a-job/texts.jsonl',
  warnings: ['1 file could not be read: legacy/orders.pas (no encoding fits).'],
};
