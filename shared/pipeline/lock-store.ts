import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/conditional-write.ts';

const lock = z.object({ holder: z.string(), since: z.string() });

/** Who holds a lock, and since when (ISO 8601). */
export type Lock = z.infer<typeof lock>;

export type LockStore = {
  get(name: string): Promise<Lock | undefined>;
  /** Takes a lock that nobody holds, or that the one given still holds; true if it is this holder's now. */
  take(name: string, lock: Lock, from?: Lock): Promise<boolean>;
};

/** Locks are items of the jobs table; they are replaced, never deleted. */
export const lockStore = (dynamo: DynamoDBDocumentClient, table: string): LockStore => ({
  async get(name) {
    const Key = { jobId: `lock#${name}` };
    const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && lock.parse(Item);
  },
  take: (name, { holder, since }, from) =>
    conditionHeld(
      dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: { jobId: `lock#${name}` },
          UpdateExpression: 'SET holder = :holder, since = :since',
          ConditionExpression: `attribute_not_exists(holder)${from ? ' OR (holder = :from AND since = :fromSince)' : ''}`,
          ExpressionAttributeValues: {
            ':holder': holder,
            ':since': since,
            ...(from ? { ':from': from.holder, ':fromSince': from.since } : {}),
          },
        }),
      ),
    ),
});
