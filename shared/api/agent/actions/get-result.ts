import { getJobStatus } from '#schemas/api/operations/get-job-status.ts';
import { defineAction } from '../action.ts';
import { aboutJob } from '../parameters.ts';

export const getResult = defineAction({
  name: 'getResult',
  description:
    'A link to the main file that a job made: the template, the report or the specification. It is good for a day at most.',
  operation: getJobStatus,
  parameters: aboutJob,
  request: (path) => ({ path }),
  brief: (reply) => reply,
});
