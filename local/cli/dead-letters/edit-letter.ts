import type { SQSClient } from '@aws-sdk/client-sqs';
import type { JsonValue } from '#schemas/json.ts';
import type { StageName } from '#schemas/names.ts';
import { CommandError } from '../command.ts';
import { withLetter } from './find-letter.ts';
import { whyUnfit } from './fits.ts';
import { type Letter, parsedBody } from './letter.ts';
import type { OpenQueue } from './queues.ts';
import { bodyFor, sendBack } from './redrive.ts';
import { assignmentOf, withValue } from './set-value.ts';

/** What is to become of a letter: another body, or its own with some values replaced. */
export type Edit = { readonly body?: string; readonly set: readonly string[] };

const edited = (letter: Letter, { body, set }: Edit): string => {
  const text = body ?? bodyFor(letter);
  if (set.length === 0) return text;
  const json = parsedBody(text);
  if (json === undefined) throw new CommandError('The letter is not JSON: give the whole of it with --body.');
  return JSON.stringify(
    set.map(assignmentOf).reduce((document, { path, value }) => withValue(document, path, value), json as JsonValue),
  );
};

const stageFor = ({ id, stage }: Letter): StageName => {
  if (stage) return stage;
  throw new CommandError(`The letter ${id} does not say whose queue it was on the way to: its TARGET_ARN is missing.`);
};

/**
 * Sends a letter, mended, to the queue of its stage, and then deletes it. Throws a `CommandError` if the stage could never handle what
 * it would get: the letter then stays as it is.
 */
export const editLetter = (
  sqs: SQSClient,
  queues: readonly OpenQueue[],
  { id, edit, queueOf }: { id: string; edit: Edit; queueOf: (stage: StageName) => Promise<string> },
  signal: AbortSignal,
): Promise<{ readonly stage: StageName; readonly sentAs: string; readonly body: string }> =>
  withLetter(sqs, queues, id, signal, async (letter, hold) => {
    const stage = stageFor(letter);
    const body = edited(letter, edit);
    const unfit = whyUnfit(stage, body);
    if (unfit !== undefined) throw new CommandError(`That would die again: ${unfit}. The letter is as it was.`);
    const sentAs = await sendBack(sqs, await queueOf(stage), body);
    await hold.delete(letter);
    return { stage, sentAs, body };
  });
