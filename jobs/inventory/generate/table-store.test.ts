import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { resourceOf } from '../testing/scan.ts';
import { contentHashOf, fitsItem, resourceItem, scanDateOf } from './items.ts';
import { type Item, tableStore } from './table-store.ts';

const scannedAt = '2026-11-21T02:00:00.000Z';

/** A table that hands back so many of the items of each of its first calls. */
const aTable = (handedBack: readonly number[]) => {
  const held = new Map<string, Item>();
  const sizes: number[] = [];
  const send = async (command: unknown) => {
    if (!(command instanceof BatchWriteCommand)) throw new Error('not expected');
    const requests = command.input.RequestItems?.inventory ?? [];
    const back = handedBack[sizes.push(requests.length) - 1] ?? 0;
    const taken = requests.slice(0, requests.length - back);
    for (const { PutRequest } of taken) held.set(String(PutRequest?.Item?.resource_id), PutRequest?.Item as Item);
    return { UnprocessedItems: back > 0 ? { inventory: requests.slice(-back) } : {} };
  };
  // Of a client, the store uses `send` alone.
  const client = { send } as Pick<DynamoDBDocumentClient, 'send'> as DynamoDBDocumentClient;
  return { store: tableStore(client, 'inventory', 0.001), held, sizes };
};

const item = (id: number, more: object = {}): Item => ({ resource_id: `r-${id}`, timestamp: scannedAt, ...more });

describe('The inventory table takes every item', () => {
  it('in batches of 25', async () => {
    const { store, held, sizes } = aTable([]);
    await store.write(Array.from({ length: 60 }, (_, id) => item(id)));
    expect(held.size).toBe(60);
    expect(sizes.sort((a, b) => b - a)).toEqual([25, 25, 10]);
  });

  it('also those it hands back, again and again', async () => {
    const { store, held } = aTable([25, 24, 20, 1]);
    await store.write(Array.from({ length: 25 }, (_, id) => item(id)));
    expect(held.size).toBe(25);
  });

  it('and one of two with the same key: the later', async () => {
    const { store, held } = aTable([]);
    await store.write([item(1, { state: 'old' }), item(1, { state: 'new' })]);
    expect([...held.values()]).toEqual([item(1, { state: 'new' })]);
  });

  it('in smaller batches if the items are large', async () => {
    const { store, sizes } = aTable([]);
    const text = 'x'.repeat(3 * 1024 * 1024);
    await store.write(Array.from({ length: 4 }, (_, id) => item(id, { text })));
    expect(sizes).toEqual([2, 2]);
  });
});

describe('An item', () => {
  const context = { jobId: 'job', scope: 'live', scannedAt, expiresAt: 1 };

  it('holds its configuration, or says where it lies', () => {
    const resource = resourceOf('i-1', { configuration: { State: 'on' } });
    expect(resourceItem(resource, [], scannedAt, context)).toMatchObject({
      resource_id: resource.arn,
      timestamp: scannedAt,
      configuration: { State: 'on' },
    });
    expect(resourceItem(resource, [], scannedAt, context, 'inventory/x.json')).toMatchObject({
      configuration_key: 'inventory/x.json',
    });
  });

  const deep = (levels: number): Record<string, never> =>
    JSON.parse(`${'{"a":'.repeat(levels)}{}${'}'.repeat(levels)}`);

  it.each([
    ['what is small', { a: 1 }, true],
    ['just under 300 KB', { a: 'x'.repeat(300 * 1024 - 8) }, true],
    ['just over 300 KB', { a: 'x'.repeat(300 * 1024 - 7) }, false],
    ['what is 300 KB only as UTF-8', { a: 'ü'.repeat(160 * 1024) }, false],
    ['what nests deeper than DynamoDB does', deep(40), false],
    ['a number that JavaScript cannot hold', { a: 2 ** 60 }, false],
  ])('takes %s: %#', (_, configuration, fits) => {
    expect(fitsItem(configuration)).toBe(fits);
  });

  it('is spread over 16 shards of its night', () => {
    const dates = Array.from({ length: 1000 }, (_, id) => scanDateOf(scannedAt, `arn:${id}`));
    expect(new Set(dates).size).toBe(16);
    expect(dates.every((date) => /^2026-11-21#(\d|1[0-5])$/.test(date))).toBe(true);
  });

  it('has a hash that tells whether the resource is as it was', () => {
    const resource = resourceOf('i-1', { configuration: { a: 1, b: 2 } });
    expect(contentHashOf({ ...resource, configuration: { b: 2, a: 1 } })).toBe(contentHashOf(resource));
    expect(contentHashOf({ ...resource, configuration: { a: 1, b: 3 } })).not.toBe(contentHashOf(resource));
  });
});
