import { isDeepStrictEqual } from 'node:util';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { type Job, type JobStatus, job as jobSchema } from '#schemas/job.ts';
import { conditionHeld } from '../aws/conditional-write.ts';

/** What StatusIndex shows of a job. */
export type JobListing = Pick<Job, 'jobId' | 'kind' | 'updatedAt'>;

/** The jobs table: one item a job, every write conditional on the revision that was read. */
export type JobStore = {
  /** The job as last written (strongly consistent), or undefined if there is none. */
  get(jobId: string): Promise<Job | undefined>;
  /** False if a job of this id exists already. */
  create(job: Job): Promise<boolean>;
  /**
   * Reads the job, applies `change` and writes the difference in one conditional UpdateItem; reads again and repeats if
   * somebody was faster. `change` may return undefined to write nothing; whatever it throws is passed on.
   */
  modify(jobId: string, change: (job: Job) => Job | undefined, read?: Job): Promise<Job>;
  /**
   * Counts a part of the job's scattered stage as done, and what it has used up; a part that is counted already changes
   * nothing, nor does one of a job that failed for good. Commutes with every other write, so it needs no revision.
   */
  gather(jobId: string, part: number, spent: number, now: string): Promise<Job>;
  /** Jobs of a status whose `updatedAt` lies between two ISO times, oldest first. Eventually consistent. */
  byStatus(status: JobStatus, between: { from: string; to: string }, only?: 'withOutbox'): AsyncIterable<JobListing>;
};

const listing = jobSchema.pick({ jobId: true, kind: true, updatedAt: true });

const maxConflicts = 10;

/** Holds unless the job has failed for good. */
const mayGoOn = '(attribute_not_exists(#error) OR #error.recoverable = :true)';

export const jobStore = (dynamo: DynamoDBDocumentClient, table: string): JobStore => {
  const get = async (jobId: string): Promise<Job | undefined> => {
    const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key: { jobId }, ConsistentRead: true }));
    return Item && parseJob(Item);
  };

  const write = (before: Job, after: Job) =>
    conditionHeld(dynamo.send(new UpdateCommand({ TableName: table, ...difference(before, after) })));

  return {
    get,
    create: (job) =>
      conditionHeld(
        dynamo.send(
          new PutCommand({ TableName: table, Item: job, ConditionExpression: 'attribute_not_exists(jobId)' }),
        ),
      ),

    async modify(jobId, change, read) {
      let before = read ?? (await get(jobId));
      for (let conflict = 0; before && conflict < maxConflicts; conflict++) {
        const changed = change(before);
        if (!changed) return before;
        const after = { ...changed, revision: before.revision + 1 };
        if (await write(before, after)) return after;
        before = await get(jobId);
      }
      throw new Error(before ? `Job ${jobId} changed under ${maxConflicts} writes in a row` : `No job ${jobId}`);
    },

    async gather(jobId, part, spent, now) {
      const counted = await conditionHeld(
        dynamo.send(
          new UpdateCommand({
            TableName: table,
            Key: { jobId },
            UpdateExpression: 'ADD gathered :parts, spent :spent SET updatedAt = :now',
            ConditionExpression: `attribute_exists(jobId) AND NOT contains(gathered, :part) AND ${mayGoOn}`,
            ExpressionAttributeNames: { '#error': 'error' },
            ExpressionAttributeValues: {
              ':parts': new Set([part]),
              ':part': part,
              ':spent': spent,
              ':now': now,
              ':true': true,
            },
          }),
        ),
      );
      const job = await get(jobId);
      if (!job) throw new Error(`No job ${jobId} to count ${counted ? 'this' : 'a'} part of`);
      return job;
    },

    async *byStatus(status, { from, to }, only) {
      let start: Record<string, unknown> | undefined;
      do {
        const page = await dynamo.send(
          new QueryCommand({
            TableName: table,
            IndexName: 'StatusIndex',
            KeyConditionExpression: '#status = :status AND updatedAt BETWEEN :from AND :to',
            ...(only === 'withOutbox' ? { FilterExpression: 'attribute_exists(outbox)' } : {}),
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: { ':status': status, ':from': from, ':to': to },
            ...(start ? { ExclusiveStartKey: start } : {}),
          }),
        );
        for (const item of page.Items ?? []) yield listing.parse(item);
        start = page.LastEvaluatedKey;
      } while (start);
    },
  };
};

/** A job as its item says; DynamoDB's set of parts becomes a list, in order. */
export const parseJob = (item: Record<string, unknown>): Job => {
  const { gathered } = item;
  return jobSchema.parse(gathered instanceof Set ? { ...item, gathered: [...gathered].sort((a, b) => a - b) } : item);
};

/** The attributes that differ as one UpdateItem that holds only if nobody wrote since `before` was read. */
const difference = (before: Job, after: Job): Omit<UpdateCommandInput, 'TableName'> => {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Job)[];
  const changed = names.filter((name) => !isDeepStrictEqual(before[name], after[name]));
  const set = changed.filter((name) => after[name] !== undefined);
  const remove = changed.filter((name) => after[name] === undefined);
  const expressions = [
    `SET ${set.map((name) => `#${name} = :${name}`).join(', ')}`,
    ...(remove.length > 0 ? [`REMOVE ${remove.map((name) => `#${name}`).join(', ')}`] : []),
  ];
  return {
    Key: { jobId: before.jobId },
    UpdateExpression: expressions.join(' '),
    ConditionExpression: '#revision = :read',
    ExpressionAttributeNames: Object.fromEntries(changed.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(set.map((name) => [`:${name}`, after[name]])),
      ':read': before.revision,
    },
  };
};
