import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { type JobStatus, job } from '#schemas/job.ts';

const indexed = job.pick({
  jobId: true,
  kind: true,
  status: true,
  stage: true,
  owner: true,
  correlationId: true,
  input: true,
  submittedAt: true,
  updatedAt: true,
  endedAt: true,
  error: true,
});

/** What the indexes of the jobs table show of a job. */
export type IndexedJob = z.infer<typeof indexed>;

/** Jobs without opening each. Eventually consistent; pages are read as they are asked for. */
export type JobIndex = {
  /** An owner's jobs, the last submitted first. @param before a job id: only those submitted before it */
  ofOwner(owner: string, before?: string): AsyncIterable<IndexedJob>;
  /** Everybody's jobs of a status, the last changed first. @param until ISO 8601: only those not changed since */
  ofStatus(status: JobStatus, until?: string): AsyncIterable<IndexedJob>;
};

const pageSize = 100;

export const jobIndex = (dynamo: DynamoDBDocumentClient, TableName: string): JobIndex => {
  async function* query(input: Omit<QueryCommandInput, 'TableName'>): AsyncIterable<IndexedJob> {
    let start: Record<string, unknown> | undefined;
    do {
      const page = await dynamo.send(
        new QueryCommand({
          TableName,
          ScanIndexForward: false,
          Limit: pageSize,
          ...input,
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      for (const item of page.Items ?? []) yield indexed.parse(item);
      start = page.LastEvaluatedKey;
    } while (start);
  }

  return {
    ofOwner: (owner, before = 'g') =>
      query({
        IndexName: 'OwnerIndex',
        // Ids are hexadecimal: all come before `g`.
        KeyConditionExpression: '#owner = :owner AND jobId < :before',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': owner, ':before': before },
      }),
    ofStatus: (status, until = '9999') =>
      query({
        IndexName: 'StatusIndex',
        KeyConditionExpression: '#status = :status AND updatedAt <= :until',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':status': status, ':until': until },
      }),
  };
};
