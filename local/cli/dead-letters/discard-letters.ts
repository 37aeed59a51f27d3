import type { SQSClient } from '@aws-sdk/client-sqs';
import { artifactStore } from '#shared/aws/artifact-store.ts';
import { bucketNames } from '../buckets.ts';
import { s3Client } from '../clients.ts';
import { callerIdentity } from '../identity.ts';
import type { Pipeline } from '../reach.ts';
import { discard } from './discard.ts';
import type { OpenQueue } from './queues.ts';
import type { Wanted } from './wanted.ts';

type Request = {
  readonly sqs: SQSClient;
  readonly queues: readonly OpenQueue[];
  readonly wanted: Wanted;
  readonly note: string;
};

/** Discards letters of a pipeline, and says under which keys of which bucket they are kept. */
export const discardLetters = async (
  { reach, name }: Pipeline,
  { sqs, queues, wanted, note }: Request,
  signal: AbortSignal,
) => {
  const s3 = await s3Client(reach);
  const { account, arn: by } = await callerIdentity(reach);
  const { archive: bucket } = bucketNames(name, account, await s3.config.region());
  const deps = { sqs, archive: artifactStore(s3, bucket), by, now: () => new Date() };
  return { bucket, kept: await discard(queues, { wanted, note }, deps, signal) };
};
