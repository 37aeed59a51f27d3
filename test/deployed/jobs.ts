import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Job } from '#schemas/job.ts';
import { parseJob } from '#shared/pipeline/job-store.ts';
import type { Clients } from './clients.ts';
import { eventually } from './eventually.ts';

const drop = z.object({ input: z.object({ prefix: z.string() }) });

/** The job of a drop, as it is in the table now; undefined before intake has made it. */
export const findJob = async ({ dynamo }: Clients, TableName: string, prefix: string): Promise<Job | undefined> => {
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName, ConsistentRead: true }));
  const item = Items.find((candidate) => {
    const parsed = drop.safeParse(candidate);
    return 'status' in candidate && parsed.success && parsed.data.input.prefix.startsWith(prefix);
  });
  return item && parseJob(item);
};

/** The job of a drop once it has ended. Throws if that takes longer than `timeoutMs`. */
export const endedJob = (clients: Clients, table: string, prefix: string, timeoutMs: number): Promise<Job> =>
  eventually(`the job of ${prefix} ends`, timeoutMs, async () => {
    const found = await findJob(clients, table, prefix);
    return found?.endedAt ? found : undefined;
  });
