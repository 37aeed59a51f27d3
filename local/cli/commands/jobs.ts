import { jobStatuses } from '#schemas/names.ts';
import type { Arguments, Command } from '../command.ts';
import { stageOption } from '../reach.ts';
import type { Surroundings } from '../terminal.ts';

const run = async (given: Arguments, around: Surroundings): Promise<number> => {
  const { listJobs } = await import('../list-jobs.ts');
  return listJobs(given, around);
};

export const jobsCommand: Command = {
  name: 'jobs',
  summary: 'list the latest jobs, newest first',
  takes: [],
  options: {
    ...stageOption,
    status: { value: 'STATUS', oneOf: jobStatuses, description: 'only jobs of this status' },
    limit: { value: 'N', description: 'at most so many jobs (default 20)' },
    json: { description: 'print one JSON document' },
  },
  examples: ['jobs', 'jobs --status Failed --stage prod'],
  run,
};
