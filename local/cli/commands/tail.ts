import type { Arguments, Command } from '../command.ts';
import { stageOption } from '../reach.ts';
import type { Surroundings } from '../terminal.ts';

const run = async (given: Arguments, around: Surroundings): Promise<number> => {
  const { runTail } = await import('../tail/run-tail.ts');
  return runTail(given, around);
};

export const tailCommand: Command = {
  name: 'tail',
  summary: 'tell the log as a story: what each stage received, and what it decided',
  takes: [],
  options: {
    stage: {
      ...stageOption.stage,
      description: 'a deployed stage, from CloudWatch Logs (default: what serve writes here)',
    },
    job: { value: 'ID', description: 'only what is about this job, or has this correlation id (of the last 7 days)' },
    since: { value: 'TIME', description: '2026-11-21T02:00Z, or how long ago: 90min, 2h, 3d (default 10min)' },
    follow: { description: 'go on as more is written, until Ctrl-C' },
    json: { description: 'print the lines as they were written' },
  },
  examples: ['tail --follow', 'tail --job 0199aa00-0000-7000-8000-000000000000 --stage prod', 'tail --since 2h --json'],
  run,
};
