import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ArtifactStore } from '#shared/aws/artifact-store.ts';
import { allDone } from './all-done.ts';
import { type Hold, holding } from './hold.ts';
import type { Letter } from './letter.ts';
import type { OpenQueue } from './queues.ts';
import { isWanted, type Wanted } from './wanted.ts';

export type DiscardDeps = {
  readonly sqs: SQSClient;
  /** Of the bucket that is kept for good: what was discarded can be read, and sent, again. */
  readonly archive: Pick<ArtifactStore, 'put'>;
  /** The ARN of who discards. */
  readonly by: string;
  readonly now: () => Date;
};

/** Where a discarded letter is kept. */
export const discardedKey = ({ id }: Pick<Letter, 'id'>, now: Date): string =>
  `operations/discarded/${now.toISOString().slice(0, 10)}/${id}.json`;

/** Kept before it is deleted. Resolves to the key under which it is kept. */
const discardOne = async (letter: Letter, hold: Hold, note: string, deps: DiscardDeps): Promise<string> => {
  const now = deps.now();
  const key = discardedKey(letter, now);
  const kept = { ...letter, note, discardedBy: deps.by, discardedAt: now.toISOString() };
  await deps.archive.put(key, `${JSON.stringify(kept, null, 2)}\n`, 'application/json');
  await hold.delete(letter);
  return key;
};

/** Discards the letters that are wanted, each with the note. Resolves to the keys under which they are kept, by their ids. */
export const discard = async (
  queues: readonly OpenQueue[],
  { wanted, note }: { readonly wanted: Wanted; readonly note: string },
  deps: DiscardDeps,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> => {
  const kept = new Map<string, string>();
  await allDone(
    queues.map((queue) =>
      holding(deps.sqs, queue, async (hold) => {
        for await (const letter of hold.letters(signal))
          if (isWanted(letter, wanted)) kept.set(letter.id, await discardOne(letter, hold, note, deps));
      }),
    ),
  );
  return kept;
};
