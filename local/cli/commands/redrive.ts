import { stageNames } from '#schemas/names.ts';
import { type Arguments, type Command, UsageError } from '../command.ts';
import { stageOption } from '../reach.ts';
import { suggest } from '../suggest.ts';
import type { Surroundings } from '../terminal.ts';

const stageNamed = (name: string) => {
  const stage = stageNames.find((known) => known === name);
  if (stage) return stage;
  const meant = suggest(name, stageNames);
  throw new UsageError(
    `There is no stage "${name}".${meant ? ` Did you mean ${meant}?` : ` Stages: ${stageNames.join(', ')}.`}`,
  );
};

const run = async (given: Arguments, { out, cwd, signal }: Surroundings): Promise<number> => {
  const stage = stageNamed(given.positionals[0] ?? '');
  const [{ findPipeline }, { sqsClient }, { redrive }, { printJson }] = await Promise.all([
    import('../reach.ts'),
    import('../clients.ts'),
    import('../redrive.ts'),
    import('../document.ts'),
  ]);
  const pipeline = await findPipeline(given, cwd);
  const moved = await redrive(await sqsClient(pipeline.reach), await pipeline.queueUrls(stage), signal);
  out.write(
    given.flag('json')
      ? printJson({ stage, moved })
      : `${moved} ${moved === 1 ? 'message' : 'messages'} moved back to the ${stage}.\n`,
  );
  return 0;
};

export const redriveCommand: Command = {
  name: 'redrive',
  summary: "move a stage's dead letters back into its queue",
  takes: ['<stage>'],
  options: { ...stageOption, json: { description: 'print one JSON document' } },
  examples: ['redrive collector', 'redrive validator --stage prod'],
  run,
};
