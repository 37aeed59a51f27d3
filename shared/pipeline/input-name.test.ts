import { inputName, nameOfFiles } from './input-name.ts';

describe('Files of a request are called', () => {
  it.each([
    [['orders.json'], 'orders.json'],
    [['orders.json', 'vpc/a.json', 'b.json'], 'orders.json and 2 more'],
    [['shop/orders.json', 'shop/vpc/a.json'], 'shop'],
    [['shop/orders.json', 'bank/a.json'], 'shop/orders.json and 1 more'],
    [['shop/orders.json'], 'shop'],
    [[], 'no files'],
  ])('%j: %s', (names, expected) => {
    expect(nameOfFiles(names)).toBe(expected);
  });
});

describe('A job is known by', () => {
  const bucket = 'b';
  it.each([
    ['the folder that was dropped', { bucket, prefix: 'drops/shop/' }, 'shop'],
    ['the object that was dropped', { bucket, prefix: 'drops/shop.json' }, 'shop.json'],
    ['what its request called its files', { bucket, prefix: 'requests/0/', name: 'shop.json' }, 'shop.json'],
    ['where a request without a name lies, never by an id', { bucket, prefix: 'uploads/5f/01a1/' }, 'uploads'],
  ])('%s', (_what, input, expected) => {
    expect(inputName({ input })).toBe(expected);
  });
});
