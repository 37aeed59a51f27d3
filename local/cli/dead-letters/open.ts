import type { SQSClient } from '@aws-sdk/client-sqs';
import { sqsClient } from '../clients.ts';
import type { Arguments } from '../command.ts';
import { findPipeline, type Pipeline } from '../reach.ts';
import { type DeadLetterQueue, type OpenQueue, openQueues } from './queues.ts';

/** The dead letters of the pipeline that a command is about. */
export type DeadLetters = {
  readonly pipeline: Pipeline;
  readonly sqs: SQSClient;
  readonly queues: readonly OpenQueue[];
};

export const openDeadLetters = async (
  given: Arguments,
  queues: readonly DeadLetterQueue[],
  cwd: string,
): Promise<DeadLetters> => {
  const pipeline = await findPipeline(given, cwd);
  const sqs = await sqsClient(pipeline.reach);
  return { pipeline, sqs, queues: await openQueues(sqs, pipeline.name, queues) };
};
