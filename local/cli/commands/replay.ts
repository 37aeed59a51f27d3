import { stageNames } from '#schemas/names.ts';
import type { Arguments, Command } from '../command.ts';
import { stageOption } from '../reach.ts';
import type { Surroundings } from '../terminal.ts';

const run = async (given: Arguments, { out, cwd }: Surroundings): Promise<number> => {
  const [{ findPipeline }, { operatorDeps }, { replayJob }, { printJson }] = await Promise.all([
    import('../reach.ts'),
    import('../operate/deps.ts'),
    import('../operate/replay-job.ts'),
    import('../document.ts'),
  ]);
  const { by, ...deps } = await operatorDeps(await findPipeline(given, cwd));
  const [asked = ''] = given.positionals;
  const { jobId, replayOf } = await replayJob(asked, { from: given.text('from'), by }, deps);
  const told = jobId === asked ? `The job ${jobId} goes on.\n` : `Job ${jobId} does it again.\n`;
  out.write(given.flag('json') ? printJson({ jobId, ...(replayOf && { replayOf }) }) : told);
  return 0;
};

export const replayCommand: Command = {
  name: 'replay',
  summary: 'run a job that has ended again: itself where it stopped for now, or a new one from its inputs',
  takes: ['<job>'],
  options: {
    ...stageOption,
    from: {
      value: 'STAGE',
      oneOf: stageNames.slice(1),
      description: 'where to begin: collector … validator, or notifier to tell of it, cleanup to archive it again',
    },
    json: { description: 'print one JSON document' },
  },
  examples: [
    'replay 0199aa00-0000-7000-8000-000000000000 --stage prod',
    'replay 0199aa00-0000-7000-8000-000000000000 --from notifier --stage prod',
  ],
  run,
};
