import { objectStore } from '#shared/aws/object-store.ts';
import { lockStore } from '#shared/pipeline/lock-store.ts';
import { publisher } from '#shared/pipeline/outbox.ts';
import { shelves } from '#shared/pipeline/replay/shelves.ts';
import { bucketNames } from '../buckets.ts';
import { dynamoClient, eventBridgeClient, jobsTable, s3Client } from '../clients.ts';
import { callerIdentity } from '../identity.ts';
import type { Pipeline } from '../reach.ts';
import { silentObserver } from './silent-observer.ts';

/** What the pipeline's own operations on jobs stand on, where an operator asks for them instead of the API. */
export const operatorDeps = async ({ reach, name, table }: Pipeline) => {
  const [dynamo, eventBridge, s3, { account, arn: by }, jobs] = await Promise.all([
    dynamoClient(reach),
    eventBridgeClient(reach),
    s3Client(reach),
    callerIdentity(reach),
    jobsTable(reach, table),
  ]);
  const { output } = bucketNames(name, account, await s3.config.region());
  return {
    by,
    jobs,
    locks: lockStore(dynamo, table),
    publish: publisher(eventBridge, name),
    shelves: shelves((bucket) => objectStore(s3, bucket), output),
    observer: silentObserver,
    now: () => new Date(),
  };
};
