import type { Arguments, Command } from '../command.ts';
import { stageOption } from '../reach.ts';
import type { Surroundings } from '../terminal.ts';

const run = async (given: Arguments, around: Surroundings): Promise<number> => {
  const { runDoctor } = await import('../doctor/run-doctor.ts');
  return runDoctor(given, around);
};

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'examine a stage: what is not as it was deployed, what rings, and what to do about it',
  takes: [],
  options: {
    ...stageOption,
    region: { value: 'REGION', description: 'where the stage is (default: that of the environment)' },
    template: {
      value: 'FILE',
      description: 'a packaged template to hold it against (default: what it was deployed of)',
    },
    json: { description: 'print one JSON document' },
  },
  examples: ['doctor', 'doctor --stage prod --region eu-west-1', 'doctor --stage prod --json'],
  run,
};
