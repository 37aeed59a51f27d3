import type { SQSClient } from '@aws-sdk/client-sqs';
import { counted } from '#shared/message/layout.ts';
import { CommandError, UsageError } from '../command.ts';
import { allDone } from './all-done.ts';
import { listLetters } from './list-letters.ts';
import type { OpenQueue } from './queues.ts';
import type { Wanted } from './wanted.ts';

/** What is said to somebody who asked for more than one letter to be discarded and has not said that they mean it. */
export const confirmedLater = async (
  sqs: SQSClient,
  queues: readonly OpenQueue[],
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Error> => {
  const all = { wanted, limit: Number.POSITIVE_INFINITY };
  const listed = await allDone(queues.map((queue) => listLetters(sqs, queue, all, signal)));
  const found = listed.filter(({ letters }) => letters.length > 0);
  const count = found.reduce((sum, { letters }) => sum + letters.length, 0);
  if (count === 0) return new CommandError('There are no such dead letters.');
  const where = found.map(({ queue, letters }) => `${letters.length} of ${queue}`).join(', ');
  return new UsageError(`That would discard ${counted(count, 'letter')} (${where}): say --yes if you mean it.`);
};
