import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { JsonValue } from '#schemas/json.ts';
import { conditionHeld } from '../aws/conditional-write.ts';
import { backoffSeconds } from './backoff.ts';
import { inParallel } from './in-parallel.ts';

/** What is known of one part of a scattered stage: an item of the jobs table. */
const part = z.object({
  /** How often it was handed on from one worker to the next. */
  turn: z.number().int(),
  leaseToken: z.string().optional(),
  leaseUntil: z.string().optional(),
  /** What the worker before left for this turn. */
  state: z.json().optional(),
  /** Set when it is done, and never changed again. */
  done: z
    .object({
      result: z.json(),
      /** What it has used up, of whatever the stage shares among its parts. */
      spent: z.number(),
    })
    .optional(),
});

export type Part = z.infer<typeof part>;
export type Done = { readonly result: JsonValue; readonly spent: number };

export type PartId = { readonly jobId: string; readonly part: number };

export type Lease = { readonly token: string; readonly until: string; readonly now: string };

export type PartStore = {
  get(id: PartId): Promise<Part | undefined>;
  /** Leases the part to one worker for this turn; undefined if it is done, leased to another or in another turn. */
  claim(id: PartId, turn: number, lease: Lease): Promise<Part | undefined>;
  /** Ends the lease after an attempt that will be made again. */
  release(id: PartId, token: string): Promise<void>;
  /** Leaves the part to a next worker with what this one knows; false if the lease was lost. */
  handOn(id: PartId, token: string, state: JsonValue): Promise<boolean>;
  /** Sets what came of the part, for good; false if it is done, or if a token is given and its lease was lost. */
  finish(id: PartId, done: Done, token?: string): Promise<boolean>;
  /** The results of parts 0 to `parts` - 1; undefined for those that have none. */
  results(jobId: string, parts: number): Promise<(JsonValue | undefined)[]>;
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const maxBatch = 100;

export const partStore = (dynamo: DynamoDBDocumentClient, table: string, retentionDays: number): PartStore => {
  // Like those of drops, these keys cannot be a job's, and without a status the items are in no index.
  const keyOf = ({ jobId, part: number }: PartId) => ({ jobId: `part#${jobId}#${number}` });

  const expiresAt = () => Math.floor(Date.now() / 1000) + retentionDays * 86_400;

  const update = (id: PartId, input: Omit<UpdateCommandInput, 'TableName' | 'Key'>) =>
    conditionHeld(dynamo.send(new UpdateCommand({ TableName: table, Key: keyOf(id), ...input })));

  const get = async (id: PartId) => {
    const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key: keyOf(id), ConsistentRead: true }));
    // An item that was given up before anybody began has no turn.
    return Item && part.parse({ turn: 0, ...Item });
  };

  const batch = async (keys: { jobId: string }[]): Promise<Record<string, unknown>[]> => {
    const found: Record<string, unknown>[] = [];
    for (let attempt = 1, left = keys; left.length > 0; attempt++) {
      const { Responses, UnprocessedKeys } = await dynamo.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
      );
      found.push(...(Responses?.[table] ?? []));
      left = (UnprocessedKeys?.[table]?.Keys ?? []).map(({ jobId }) => ({ jobId: String(jobId) }));
      if (left.length > 0) await sleep(backoffSeconds(attempt, 0.1) * 1000);
    }
    return found;
  };

  return {
    get,
    async claim(id, turn, { token, until, now }) {
      const isClaimed = await update(id, {
        UpdateExpression: 'SET leaseToken = :token, leaseUntil = :until, turn = :turn, expiresAt = :expiresAt',
        ConditionExpression: `attribute_not_exists(done) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now) AND ${turn === 0 ? '(attribute_not_exists(turn) OR turn = :turn)' : 'turn = :turn'}`,
        ExpressionAttributeValues: {
          ':token': token,
          ':until': until,
          ':turn': turn,
          ':now': now,
          ':expiresAt': expiresAt(),
        },
      });
      return isClaimed ? get(id) : undefined;
    },
    async release(id, token) {
      await update(id, {
        UpdateExpression: 'REMOVE leaseToken, leaseUntil',
        ConditionExpression: 'leaseToken = :token',
        ExpressionAttributeValues: { ':token': token },
      });
    },
    handOn: (id, token, state) =>
      update(id, {
        UpdateExpression: 'SET #state = :state, turn = turn + :one REMOVE leaseToken, leaseUntil',
        ConditionExpression: 'leaseToken = :token AND attribute_not_exists(done)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':token': token, ':state': state, ':one': 1 },
      }),
    finish: (id, { result, spent }, token) =>
      update(id, {
        UpdateExpression: 'SET done = :done, expiresAt = :expiresAt REMOVE leaseToken, leaseUntil, #state',
        ConditionExpression: `attribute_not_exists(done)${token === undefined ? '' : ' AND leaseToken = :token'}`,
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':done': { result, spent },
          ':expiresAt': expiresAt(),
          ...(token === undefined ? {} : { ':token': token }),
        },
      }),
    async results(jobId, parts) {
      const keys = Array.from({ length: parts }, (_, number) => keyOf({ jobId, part: number }));
      const batches = Array.from({ length: Math.ceil(parts / maxBatch) }, (_, index) =>
        keys.slice(index * maxBatch, (index + 1) * maxBatch),
      );
      const items = (await inParallel(4, batches, batch)).flat();
      const byKey = new Map(items.map((item) => [String(item.jobId), part.parse({ turn: 0, ...item }).done?.result]));
      return keys.map((key) => byKey.get(key.jobId));
    },
  };
};
