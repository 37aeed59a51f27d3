import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { StageName } from '#schemas/names.ts';
import { holding } from './hold.ts';
import type { Letter } from './letter.ts';
import { pacer } from './pace.ts';
import type { OpenQueue } from './queues.ts';
import { scheduledBody } from './scheduled-body.ts';
import { isWanted, type Wanted } from './wanted.ts';

export type RedriveRequest = {
  readonly stage: StageName;
  /** URL of the stage's queue. */
  readonly to: string;
  readonly from: readonly OpenQueue[];
  readonly wanted: Wanted;
  readonly perSecond: number;
  /** At most so many. */
  readonly limit: number;
  /** Hears how many were moved so far. */
  tell?(moved: number): void;
};

export type Redriven = {
  readonly moved: readonly string[];
  /** Of those that were moved, how many came back while others were still under way. */
  readonly diedAgain: number;
  /** Letters that were passed, because others are meant. */
  readonly left: number;
};

/** What the stage's queue should have got. */
export const bodyFor = (letter: Letter): string => (letter.origin === 'schedule' ? scheduledBody(letter) : letter.body);

const isOf = (stage: StageName, letter: Letter): boolean => letter.stage === stage;

/** Sent before it is deleted: none can be lost, and one that is sent twice does no harm. Resolves to its id in the stage's queue. */
export const sendBack = async (sqs: SQSClient, to: string, MessageBody: string): Promise<string> => {
  const { MessageId = '' } = await sqs.send(new SendMessageCommand({ QueueUrl: to, MessageBody }));
  return MessageId;
};

/**
 * Moves letters back into the queue of their stage, at most so many a second, until there are no more or the signal aborts. The reason a
 * letter died of stays behind. (StartMessageMoveTask knows the way back only of letters that SQS moved by itself:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html)
 */
export const redrive = async (sqs: SQSClient, request: RedriveRequest, signal: AbortSignal): Promise<Redriven> => {
  const { stage, to, wanted, perSecond, limit } = request;
  const turn = pacer(perSecond, signal);
  const moved: string[] = [];
  const sent = new Set<string>();
  let diedAgain = 0;
  let left = 0;
  // SQS keeps the id of a message that it moves itself, and a stage that gives one up says which it was.
  const isBack = ({ id, attributes }: Letter) => sent.has(id) || sent.has(attributes.originalMessageId ?? '');
  // Nobody must wait so long for their turn that they come to light again.
  const atOnce = Math.min(10, Math.ceil(perSecond * 10));

  for (const queue of request.from)
    await holding(
      sqs,
      queue,
      async (hold) => {
        for await (const letter of hold.letters(signal)) {
          if (isBack(letter)) diedAgain += 1;
          else if (!isOf(stage, letter) || !isWanted(letter, wanted)) left += 1;
          else {
            if (moved.length >= limit) return;
            await turn();
            if (signal.aborted) return;
            sent.add(await sendBack(sqs, to, bodyFor(letter)));
            await hold.delete(letter);
            moved.push(letter.id);
            request.tell?.(moved.length);
          }
        }
      },
      atOnce,
    );
  return { moved, diedAgain, left };
};
