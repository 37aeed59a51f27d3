import { replayJob as operation } from '#schemas/api/operations/replay-job.ts';
import { defineAction } from '../action.ts';
import { aboutJob } from '../parameters.ts';

export const replayJob = defineAction({
  name: 'replayJob',
  description: 'Run a job that has ended again: where it failed, or from its beginning. It may be a new job then.',
  operation,
  parameters: aboutJob,
  isConfirmed: true,
  request: (path) => ({ path, query: {} }),
  brief: (reply) => reply,
});
