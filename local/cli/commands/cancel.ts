import type { Arguments, Command } from '../command.ts';
import { stageOption } from '../reach.ts';
import type { Surroundings } from '../terminal.ts';

const run = async (given: Arguments, { out, cwd }: Surroundings): Promise<number> => {
  const [{ findPipeline }, { operatorDeps }, { cancelJob }, { printJson }] = await Promise.all([
    import('../reach.ts'),
    import('../operate/deps.ts'),
    import('../operate/cancel-job.ts'),
    import('../document.ts'),
  ]);
  const { by, ...deps } = await operatorDeps(await findPipeline(given, cwd));
  const { jobId, status, error } = await cancelJob(given.positionals[0] ?? '', by, deps);
  out.write(
    given.flag('json')
      ? printJson({ jobId, status, ...(error && { error }) })
      : `The job ${jobId} is called off; its owner is told, and its inputs go into the archive.\n`,
  );
  return 0;
};

export const cancelCommand: Command = {
  name: 'cancel',
  summary: 'call off a job that has not ended',
  takes: ['<job>'],
  options: { ...stageOption, json: { description: 'print one JSON document' } },
  examples: ['cancel 0199aa00-0000-7000-8000-000000000000 --stage prod'],
  run,
};
