import type { CodeSymbol } from '#schemas/spec/facts.ts';
import { type Declared, resolveReferences } from './resolve-references.ts';

const symbol = (path: string, qualifiedName: string, kind: CodeSymbol['kind']): CodeSymbol => {
  const container = qualifiedName.split('.').slice(0, -1).join('.');
  return {
    id: `${path}#${qualifiedName}`,
    kind,
    language: 'csharp',
    name: qualifiedName.split('.').at(-1) ?? '',
    qualifiedName,
    container: container ? `${path}#${container}` : undefined,
    span: { path, start: 1, end: 1 },
    visibility: 'public',
    isTest: false,
  };
};

const declared: Declared[] = [
  { symbol: symbol('i.cs', 'IOrders', 'interface') },
  { symbol: symbol('i.cs', 'IOrders.Place', 'method'), arguments: { min: 1, max: 1 } },
  { symbol: symbol('s.cs', 'Orders', 'class'), bases: ['IOrders'] },
  { symbol: symbol('s.cs', 'Orders.Place', 'method'), arguments: { min: 1, max: 1 } },
  { symbol: symbol('s.cs', 'Orders.Check', 'method') },
  { symbol: symbol('c.cs', 'Cart', 'class') },
  { symbol: symbol('c.cs', 'Cart.Place', 'method'), arguments: { min: 2, max: 3 } },
  { symbol: symbol('c.cs', 'Cart.Check', 'method') },
];

const to = (mention: Parameters<typeof resolveReferences>[1] extends Iterable<infer Mention> ? Mention : never) =>
  resolveReferences(declared, [mention]).map(({ to: id }) => id);

describe('references by name', () => {
  it('go to the members of the type of the receiver and of what implements it', () => {
    expect(to({ from: 'c.cs#Cart.Check', name: 'Place', kind: 'calls', receiver: 'IOrders' })).toEqual([
      'i.cs#IOrders.Place',
      's.cs#Orders.Place',
    ]);
  });

  it('go nowhere where the receiver is of a foreign type', () => {
    expect(to({ from: 'c.cs#Cart.Check', name: 'Place', kind: 'calls', receiver: 'HttpClient' })).toEqual([]);
  });

  it('go to the same container first', () => {
    expect(to({ from: 'c.cs#Cart.Place', name: 'Check', kind: 'calls' })).toEqual(['c.cs#Cart.Check']);
  });

  it('go by the number of arguments', () => {
    expect(to({ from: 'x.cs#X', name: 'Place', kind: 'calls', arguments: 2 })).toEqual([]);
    expect(to({ from: 's.cs#Orders.Check', name: 'Place', kind: 'calls', arguments: 2 })).toEqual(['c.cs#Cart.Place']);
  });

  it('are counted', () => {
    const mention = { from: 's.cs#Orders.Check', name: 'Cart', kind: 'uses' } as const;
    expect(resolveReferences(declared, [mention, mention])).toEqual([
      { from: 's.cs#Orders.Check', to: 'c.cs#Cart', kind: 'uses', count: 2 },
    ]);
  });

  it('are dropped where more than a few are meant alike', () => {
    const many = Array.from({ length: 9 }, (_, nth) => ({ symbol: symbol(`${nth}.cs`, 'Get', 'function') }));
    const from = { symbol: symbol('x.cs', 'X', 'class') };
    expect(resolveReferences([...many, from], [{ from: 'x.cs#X', name: 'Get', kind: 'calls' }])).toEqual([]);
  });
});
