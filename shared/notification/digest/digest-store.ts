import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { jobKinds, jobStatuses } from '#schemas/names.ts';
import { channels } from '#schemas/notification-request.ts';
import { conditionHeld } from '../../aws/conditional-write.ts';

/** One message that waits for the next digest. */
const digestEntry = z.object({
  id: z.string(),
  jobId: z.string(),
  kind: z.enum(jobKinds),
  status: z.enum(jobStatuses),
  subject: z.string(),
  bodyKey: z.string(),
  channels: z.array(z.enum(channels)),
  target: z.string().optional(),
});

/** The entries that one digest tells, fixed before it is sent: whoever takes it up after a crash sends the same. */
const batch = z.object({ id: z.string(), entries: z.array(digestEntry).min(1) });

const head = z.object({ sealed: batch.optional(), leaseToken: z.string() });

export type DigestEntry = z.infer<typeof digestEntry>;
export type Batch = z.infer<typeof batch>;

/** Held by the one worker that makes digests. */
export type DigestLease = { readonly token: string; readonly until: string; readonly now: string };

/** What waits for a digest, and the one that is being told. */
export type DigestStore = {
  /** Notes an entry, once: one that was told already does not wait again. */
  note(entry: DigestEntry, now: string): Promise<void>;
  /** Ids of the entries noted up to a time (ISO 8601), oldest first; may name some that wait no more. */
  waiting(upTo: string): AsyncIterable<string>;
  /** The entry, if it still waits (strongly consistent). */
  get(id: string): Promise<DigestEntry | undefined>;
  /** The entry waits no more. */
  told(id: string): Promise<void>;
  /** Takes the lease, with the batch that its holder before left unfinished; undefined while another worker has it. */
  take(lease: DigestLease): Promise<{ readonly batch?: Batch } | undefined>;
  /** Fixes a batch; false if the lease was lost. */
  seal(batch: Batch, token: string): Promise<boolean>;
  /** The batch is told; false if the lease was lost. */
  close(token: string): Promise<boolean>;
  /** Ends the lease. */
  release(token: string): Promise<void>;
};

/** As long as the bucket keeps the texts. */
const keptSeconds = 30 * 86_400;

/** Of StatusIndex, where the jobs are by their own. */
const waits = 'WaitsForDigest';

const isHeld = 'leaseToken = :token';
const held = (token: string) => ({ ConditionExpression: isHeld, ExpressionAttributeValues: { ':token': token } });

export const digestStore = (dynamo: DynamoDBDocumentClient, table: string): DigestStore => {
  // Like those of drops, these keys cannot be a job's.
  const keyOf = (id: string) => ({ jobId: `digest#${id}` });
  const headKey = { jobId: 'digest' };

  const update = (Key: { jobId: string }, input: Omit<UpdateCommandInput, 'TableName' | 'Key'>) =>
    conditionHeld(dynamo.send(new UpdateCommand({ TableName: table, Key, ...input })));

  const read = async (Key: { jobId: string }) => {
    const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item;
  };

  return {
    async note(entry, now) {
      await update(keyOf(entry.id), {
        UpdateExpression: 'SET #status = :waits, updatedAt = :now, entry = :entry, expiresAt = :expiresAt',
        ConditionExpression: 'attribute_not_exists(entry)',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':waits': waits,
          ':now': now,
          ':entry': entry,
          ':expiresAt': Math.floor(Date.parse(now) / 1000) + keptSeconds,
        },
      });
    },
    async *waiting(upTo) {
      let start: Record<string, unknown> | undefined;
      do {
        const page = await dynamo.send(
          new QueryCommand({
            TableName: table,
            IndexName: 'StatusIndex',
            KeyConditionExpression: '#status = :waits AND updatedAt <= :upTo',
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: { ':waits': waits, ':upTo': upTo },
            ...(start ? { ExclusiveStartKey: start } : {}),
          }),
        );
        for (const { jobId } of page.Items ?? []) yield String(jobId).slice('digest#'.length);
        start = page.LastEvaluatedKey;
      } while (start);
    },
    async get(id) {
      const item = await read(keyOf(id));
      return item?.status === waits ? digestEntry.parse(item.entry) : undefined;
    },
    async told(id) {
      await update(keyOf(id), {
        UpdateExpression: 'REMOVE #status',
        ExpressionAttributeNames: { '#status': 'status' },
      });
    },
    async take({ token, until, now }) {
      const isMine = await update(headKey, {
        UpdateExpression: 'SET leaseToken = :token, leaseUntil = :until',
        ConditionExpression: 'attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR leaseToken = :token',
        ExpressionAttributeValues: { ':token': token, ':until': until, ':now': now },
      });
      const { sealed, leaseToken } = head.parse(await read(headKey));
      return isMine && leaseToken === token ? { ...(sealed && { batch: sealed }) } : undefined;
    },
    seal: (sealed, token) =>
      update(headKey, {
        UpdateExpression: 'SET sealed = :sealed',
        ConditionExpression: `${isHeld} AND attribute_not_exists(sealed)`,
        ExpressionAttributeValues: { ':sealed': sealed, ':token': token },
      }),
    close: (token) => update(headKey, { UpdateExpression: 'REMOVE sealed', ...held(token) }),
    async release(token) {
      await update(headKey, { UpdateExpression: 'REMOVE leaseUntil', ...held(token) });
    },
  };
};
