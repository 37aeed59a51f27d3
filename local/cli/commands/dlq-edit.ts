import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Arguments, type Command, UsageError } from '../command.ts';
import { stageOption } from '../reach.ts';
import type { Surroundings } from '../terminal.ts';

const bodyOf = (file: string | undefined, cwd: string): Promise<string> | undefined =>
  file === undefined
    ? undefined
    : readFile(resolve(cwd, file), 'utf8').catch((error: Error) => {
        throw new UsageError(`${file} cannot be read: ${error.message}`);
      });

const run = async (given: Arguments, { out, cwd, signal }: Surroundings): Promise<number> => {
  const set = given.texts('set');
  const body = await bodyOf(given.text('body'), cwd);
  if (body === undefined && set.length === 0)
    throw new UsageError('Say what is to be different: --body FILE or --set path=value.');
  const [{ deadLetterQueues, queueUrl }, { openDeadLetters }, { editLetter }, { printJson }] = await Promise.all([
    import('../dead-letters/queues.ts'),
    import('../dead-letters/open.ts'),
    import('../dead-letters/edit-letter.ts'),
    import('../document.ts'),
  ]);
  const { pipeline, sqs, queues } = await openDeadLetters(given, deadLetterQueues, cwd);
  const [id = ''] = given.positionals;
  const edit = { set, ...(body !== undefined && { body }) };
  const queueOf = (stage: string) => queueUrl(sqs, pipeline.name, stage);
  const sent = await editLetter(sqs, queues, { id, edit, queueOf }, signal);
  out.write(
    given.flag('json')
      ? printJson({ letter: id, ...sent })
      : `The letter went to the ${sent.stage}, edited, as message ${sent.sentAs}.\n`,
  );
  return 0;
};

export const dlqEditCommand: Command = {
  name: 'dlq edit',
  summary: 'mend a dead letter and send it to its stage, if it then can be handled',
  takes: ['<letter>'],
  options: {
    ...stageOption,
    body: { value: 'FILE', description: 'the whole of it anew' },
    set: {
      value: 'PATH=VALUE',
      repeats: true,
      description: 'one value of it: detail.data.key=jobs/…; what is JSON is taken as such. May be repeated',
    },
    json: { description: 'print one JSON document' },
  },
  examples: [
    'dlq edit 5b4c5a1e-8d6f-4f0b-9f5a-2a1d9c1f0e11 --set detail.data.items=12',
    'dlq edit 5b4c5a1e-8d6f-4f0b-9f5a-2a1d9c1f0e11 --body mended.json --stage prod',
  ],
  run,
};
