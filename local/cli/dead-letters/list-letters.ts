import type { SQSClient } from '@aws-sdk/client-sqs';
import { countOf } from './count.ts';
import { holding } from './hold.ts';
import type { Letter } from './letter.ts';
import type { OpenQueue } from './queues.ts';
import { isWanted, type Wanted } from './wanted.ts';

/** What was seen of a queue: so many of its letters, and how many it holds in all, about. */
export type Listed = {
  readonly queue: string;
  readonly letters: readonly Letter[];
  readonly lying: number;
  readonly inHand: number;
};

/** The first letters of a queue that are wanted; others are passed. The queue is then as it was. */
export const listLetters = async (
  sqs: SQSClient,
  queue: OpenQueue,
  { wanted, limit }: { readonly wanted: Wanted; readonly limit: number },
  signal: AbortSignal,
): Promise<Listed> => {
  // Counted first: what is being looked at counts as in hand.
  const { lying, inHand } = await countOf(sqs, queue);
  const letters: Letter[] = [];
  await holding(sqs, queue, async (hold) => {
    for await (const letter of hold.letters(signal)) {
      if (isWanted(letter, wanted)) letters.push(letter);
      if (letters.length >= limit) return;
    }
  });
  return { queue: queue.name, letters, lying, inHand };
};
