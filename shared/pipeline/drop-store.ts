import { type DynamoDBDocumentClient, GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/conditional-write.ts';
import type { Drop } from './drop.ts';

/** The drop's item in the jobs table: its newest arrival, the newest `_READY`, and the last job that was made of it. */
const dropRecord = z.object({ newest: z.string(), ready: z.string().optional(), lastJobId: z.string().optional() });

export type DropRecord = z.infer<typeof dropRecord>;

export type DropStore = {
  get(drop: Drop): Promise<DropRecord | undefined>;
  /** Notes an arrival, unless a newer one is noted already. */
  arrived(drop: Drop, arrival: string, isReady: boolean): Promise<void>;
  /** Notes the job that is made of this arrival; false if a newer one has come in the meantime, or another job than `last` has been made. */
  settled(drop: Drop, arrival: string, jobId: string, last: string | undefined): Promise<boolean>;
};

export const dropStore = (dynamo: DynamoDBDocumentClient, table: string, retentionDays: number): DropStore => {
  // Drop items share the jobs table; their key cannot be a job's, and without a status they are in no index.
  const keyOf = (drop: Drop) => ({ jobId: `drop#${drop.prefix}` });

  const update = (drop: Drop, input: Omit<UpdateCommandInput, 'TableName' | 'Key'>) =>
    conditionHeld(dynamo.send(new UpdateCommand({ TableName: table, Key: keyOf(drop), ...input })));

  return {
    async get(drop) {
      const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key: keyOf(drop), ConsistentRead: true }));
      return Item && dropRecord.parse(Item);
    },
    async arrived(drop, arrival, isReady) {
      const expiresAt = Math.floor(Date.now() / 1000) + retentionDays * 86_400;
      await update(drop, {
        UpdateExpression: `SET newest = :arrival, expiresAt = :expiresAt${isReady ? ', ready = :arrival' : ''}`,
        ConditionExpression: 'attribute_not_exists(newest) OR newest < :arrival',
        ExpressionAttributeValues: { ':arrival': arrival, ':expiresAt': expiresAt },
      });
    },
    settled: (drop, arrival, jobId, last) =>
      update(drop, {
        UpdateExpression: 'SET lastJobId = :jobId',
        ConditionExpression: `(newest = :arrival OR ready = :arrival) AND ${last === undefined ? 'attribute_not_exists(lastJobId)' : 'lastJobId = :last'}`,
        ExpressionAttributeValues: {
          ':arrival': arrival,
          ':jobId': jobId,
          ...(last !== undefined && { ':last': last }),
        },
      }),
  };
};
