import type { Arguments, Command } from '../command.ts';
import { stageOption } from '../reach.ts';
import type { Surroundings } from '../terminal.ts';

const run = async (given: Arguments, { out, cwd, signal }: Surroundings): Promise<number> => {
  const [{ deadLetterQueues }, { openDeadLetters }, { withLetter }, { letterPage }, { jobsTable }, { printJson }] =
    await Promise.all([
      import('../dead-letters/queues.ts'),
      import('../dead-letters/open.ts'),
      import('../dead-letters/find-letter.ts'),
      import('../dead-letters/page.ts'),
      import('../clients.ts'),
      import('../document.ts'),
    ]);
  const { pipeline, sqs, queues } = await openDeadLetters(given, deadLetterQueues, cwd);
  const letter = await withLetter(sqs, queues, given.positionals[0] ?? '', signal, async (found) => found);
  const job =
    letter.jobId === undefined ? undefined : await (await jobsTable(pipeline.reach, pipeline.table)).get(letter.jobId);
  const { status, error } = job ?? {};
  out.write(
    given.flag('json')
      ? printJson({ ...letter, ...(status && { job: { status, ...(error && { error }) } }) })
      : letterPage(out, letter, job, new Date()),
  );
  return 0;
};

export const dlqShowCommand: Command = {
  name: 'dlq show',
  summary: 'show the whole of one dead letter, and how its job stands',
  takes: ['<letter>'],
  options: { ...stageOption, json: { description: 'print one JSON document' } },
  examples: ['dlq show 5b4c5a1e-8d6f-4f0b-9f5a-2a1d9c1f0e11 --stage prod'],
  run,
};
