import type { SQSClient } from '@aws-sdk/client-sqs';
import { CommandError } from '../command.ts';
import { allDone } from './all-done.ts';
import { type Hold, holding } from './hold.ts';
import type { Letter } from './letter.ts';
import type { OpenQueue } from './queues.ts';

/**
 * Looks for a letter in all of these queues at once, and resolves to what `use` makes of it while nobody else sees it. Throws a
 * `CommandError` if it is in none.
 */
export const withLetter = async <Result>(
  sqs: SQSClient,
  queues: readonly OpenQueue[],
  id: string,
  signal: AbortSignal,
  use: (letter: Letter, hold: Hold) => Promise<Result>,
): Promise<Result> => {
  const found = new AbortController();
  const until = AbortSignal.any([signal, found.signal]);
  const look = (queue: OpenQueue) =>
    holding(sqs, queue, async (hold) => {
      for await (const letter of hold.letters(until)) {
        if (letter.id !== id) continue;
        // The others need not be looked through to their ends.
        found.abort();
        return { result: await use(letter, hold) };
      }
      return undefined;
    });
  const [first] = (await allDone(queues.map(look))).filter((each) => each !== undefined);
  if (first) return first.result;
  throw new CommandError(
    `There is no dead letter ${id}. If somebody else is looking at it, it is there again within half a minute.`,
  );
};
