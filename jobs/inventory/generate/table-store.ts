import { setTimeout as sleep } from 'node:timers/promises';
import { BatchWriteCommand, type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { backoffSeconds } from '#shared/pipeline/backoff.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';

/** An item of the inventory table: its key, and whatever else. */
export type Item = { readonly resource_id: string; readonly timestamp: string } & Readonly<Record<string, unknown>>;

/** The inventory table: `resource_id` and `timestamp`, one item a resource, cell or scan and time. */
export type TableStore = {
  /** Writes all items, those that DynamoDB hands back again and again until it takes them. */
  write(items: readonly Item[]): Promise<void>;
  /** The newest item of this id before an ISO time. */
  latest(resourceId: string, before: string): Promise<Record<string, unknown> | undefined>;
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html: 25 items, 16 MB. */
const maxItems = 25;
const maxBytes = 8 * 1024 * 1024;
const parallel = 8;

type Batch = { items: Item[]; bytes: number };

const batchesOf = (items: readonly Item[]): readonly Item[][] => {
  const batches: Batch[] = [];
  for (const item of items) {
    const bytes = Buffer.byteLength(JSON.stringify(item));
    const last = batches.at(-1);
    if (last && last.items.length < maxItems && last.bytes + bytes <= maxBytes) {
      last.items.push(item);
      last.bytes += bytes;
    } else batches.push({ items: [item], bytes });
  }
  return batches.map((batch) => batch.items);
};

/** @param waitSeconds the longest wait before what was handed back is written again the first time */
export const tableStore = (dynamo: DynamoDBDocumentClient, table: string, waitSeconds = 0.1): TableStore => {
  const writeBatch = async (batch: readonly Item[]): Promise<void> => {
    let left: unknown[] = batch.map((Item) => ({ PutRequest: { Item } }));
    for (let attempt = 1; left.length > 0; attempt++) {
      if (attempt > 1) await sleep(backoffSeconds(Math.min(attempt - 1, 8), waitSeconds) * 1000);
      const RequestItems = { [table]: left as { PutRequest: { Item: Item } }[] };
      const { UnprocessedItems } = await dynamo.send(new BatchWriteCommand({ RequestItems }));
      left = UnprocessedItems?.[table] ?? [];
    }
  };

  return {
    async write(items) {
      // A batch may hold a key only once; the last of two counts, as it would one write after the other.
      const byKey = new Map(items.map((item) => [`${item.resource_id}\n${item.timestamp}`, item]));
      await inParallel(parallel, batchesOf([...byKey.values()]), writeBatch);
    },
    async latest(resourceId, before) {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'resource_id = :id AND #timestamp < :before',
          ExpressionAttributeNames: { '#timestamp': 'timestamp' },
          ExpressionAttributeValues: { ':id': resourceId, ':before': before },
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit: 1,
        }),
      );
      return Items[0];
    },
  };
};
