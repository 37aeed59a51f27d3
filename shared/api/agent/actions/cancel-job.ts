import { cancelJob as operation } from '#schemas/api/operations/cancel-job.ts';
import { defineAction } from '../action.ts';
import { aboutJob } from '../parameters.ts';

export const cancelJob = defineAction({
  name: 'cancelJob',
  description: 'Cancel a job that has not ended.',
  operation,
  parameters: aboutJob,
  isConfirmed: true,
  request: (path) => ({ path }),
  brief: (reply) => reply,
});
