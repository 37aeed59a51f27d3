import type { StageName } from '#schemas/names.ts';
import { counted } from '#shared/message/layout.ts';
import type { Arguments } from '../command.ts';
import { printJson } from '../document.ts';
import { progress } from '../progress.ts';
import type { Surroundings } from '../terminal.ts';
import { openDeadLetters } from './open.ts';
import { type DeadLetterQueue, deadLetterQueues, queueUrl } from './queues.ts';
import { type Redriven, redrive } from './redrive.ts';

type Asked = {
  readonly stage: StageName;
  readonly perSecond: number;
  readonly ids: ReadonlySet<string>;
  readonly limit: number;
};

/** A schedule's next round does what was missed, so its letters go back only if they are asked for. */
const sourcesOf = (stage: StageName, from: string | undefined): readonly DeadLetterQueue[] =>
  deadLetterQueues.filter((queue) =>
    from === undefined ? queue.stage === stage : queue.origin === from && (queue.stage ?? stage) === stage,
  );

const told = (stage: StageName, { moved, diedAgain, left }: Redriven, isInterrupted: boolean): string =>
  [
    `${counted(moved.length, 'message')} moved back to the ${stage}.`,
    ...(diedAgain > 0 ? [`${diedAgain} died again at once: look at them with "dlq ${stage}".`] : []),
    ...(left > 0 ? [`${counted(left, 'other')} left where they were.`] : []),
    ...(isInterrupted ? ['Interrupted: the rest lies where it was.'] : []),
    '',
  ].join('\n');

/** Redrives what is asked for and says what came of it. Resolves to the exit code. */
export const redriveLetters = async (
  given: Arguments,
  { stage, perSecond, ids, limit }: Asked,
  { out, err, cwd, signal }: Surroundings,
): Promise<number> => {
  const { pipeline, sqs, queues } = await openDeadLetters(given, sourcesOf(stage, given.text('from')), cwd);
  const reason = given.text('reason');
  const wanted = { ...(ids.size > 0 && { ids }), ...(reason !== undefined && { reason }) };
  const to = await queueUrl(sqs, pipeline.name, stage);
  const steps = progress(err);
  const tell = (moved: number) => steps.start('redrive', `${moved} moved, at most ${perSecond} a second`);
  const request = { stage, to, from: queues, wanted, perSecond, limit, tell };
  const redriven = await redrive(sqs, request, signal).finally(steps.close);
  const missing = [...ids].filter((id) => !redriven.moved.includes(id));
  out.write(
    given.flag('json')
      ? printJson({ stage, ...redriven, moved: redriven.moved.length, letters: redriven.moved, missing })
      : told(stage, redriven, signal.aborted) + missing.map((id) => `${id} was not found.\n`).join(''),
  );
  if (signal.aborted) return 130;
  return missing.length > 0 ? 1 : 0;
};
