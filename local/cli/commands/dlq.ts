import { type Arguments, type Command, CommandError } from '../command.ts';
import { numberOf } from '../number-of.ts';
import { stageOption } from '../reach.ts';
import type { Surroundings } from '../terminal.ts';

const run = async (given: Arguments, { out, err, cwd, signal }: Surroundings): Promise<number> => {
  const limit = numberOf('limit', given.text('limit') ?? '20', 10_000);
  const [{ queuesNamed }, { openDeadLetters }, { listLetters }, { allDone }, { letterTable }, { printJson }] =
    await Promise.all([
      import('../dead-letters/queues.ts'),
      import('../dead-letters/open.ts'),
      import('../dead-letters/list-letters.ts'),
      import('../dead-letters/all-done.ts'),
      import('../dead-letters/page.ts'),
      import('../document.ts'),
    ]);
  const { sqs, queues } = await openDeadLetters(given, queuesNamed(given.positionals[0]), cwd);
  const reason = given.text('reason');
  const jobId = given.text('job');
  const wanted = { ...(reason !== undefined && { reason }), ...(jobId !== undefined && { jobId }) };
  const listed = await allDone(queues.map((queue) => listLetters(sqs, queue, { wanted, limit }, signal)));
  if (signal.aborted) throw new CommandError('Interrupted.');
  if (given.flag('json')) out.write(printJson({ queues: listed }));
  else if (listed.every(({ letters, lying, inHand }) => letters.length + lying + inHand === 0))
    err.write('There are no dead letters.\n');
  else out.write(letterTable(listed, new Date()));
  return 0;
};

export const dlqCommand: Command = {
  name: 'dlq',
  summary: 'list dead letters with their reason, job and age; they stay as they are',
  takes: ['[queue or stage]'],
  options: {
    ...stageOption,
    reason: { value: 'CODE', description: 'only letters that died of this' },
    job: { value: 'ID', description: 'only letters of this job' },
    limit: { value: 'N', description: 'at most so many letters of each queue (default 20)' },
    json: { description: 'print one JSON document' },
  },
  examples: ['dlq', 'dlq collector --stage prod', 'dlq validator-rule-dlq --stage prod --json'],
  run,
};
