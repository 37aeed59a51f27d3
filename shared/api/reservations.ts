import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/conditional-write.ts';

/** What a name stands for: the job it was taken for, and what the request said (its hash), where that counts. */
const reservation = z.object({ job: z.string(), said: z.string() });

export type Reservation = z.infer<typeof reservation>;

/** Names that whoever comes first takes for a job: an idempotency key, an upload. */
export type Reservations = {
  /** Takes the name unless it is taken; returns what it stands for now. It is free again `seconds` after that. */
  take(name: string, wanted: Reservation, seconds: number): Promise<Reservation>;
  /** What the name stands for, if anything. */
  get(name: string): Promise<Reservation | undefined>;
  /** Gives a name that was taken for one job to another. */
  pass(name: string, from: string, to: string): Promise<void>;
};

/** Somebody else's name ran out between two looks at it; it can't do so again for a while. */
const attempts = 3;

/** Reservations are items of the jobs table, without a status or an owner: they are in no index. */
export const reservations = (dynamo: DynamoDBDocumentClient, table: string, now: () => Date): Reservations => {
  const seconds = () => Math.floor(now().getTime() / 1000);

  const get: Reservations['get'] = async (name) => {
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: table, Key: { jobId: name }, ConsistentRead: true }),
    );
    return Item && Number(Item.expiresAt) > seconds() ? reservation.parse(Item) : undefined;
  };

  const put = (name: string, wanted: Reservation, expiresAt: number): Promise<boolean> =>
    conditionHeld(
      dynamo.send(
        new PutCommand({
          TableName: table,
          Item: { jobId: name, ...wanted, expiresAt },
          ConditionExpression: 'attribute_not_exists(jobId) OR expiresAt <= :now',
          ExpressionAttributeValues: { ':now': seconds() },
        }),
      ),
    );

  return {
    get,
    async take(name, wanted, forSeconds) {
      for (let attempt = 0; attempt < attempts; attempt++) {
        if (await put(name, wanted, seconds() + forSeconds)) return wanted;
        const standing = await get(name);
        if (standing) return standing;
      }
      throw new Error(`The reservation ${name} ran out ${attempts} times in a row`);
    },
    async pass(name, from, to) {
      await conditionHeld(
        dynamo.send(
          new UpdateCommand({
            TableName: table,
            Key: { jobId: name },
            UpdateExpression: 'SET job = :to',
            ConditionExpression: 'job = :from',
            ExpressionAttributeValues: { ':from': from, ':to': to },
          }),
        ),
      );
    },
  };
};
