import { getJob } from '#schemas/api/operations/get-job.ts';
import { defineAction } from '../action.ts';
import { aboutJob } from '../parameters.ts';

export const explainFailure = defineAction({
  name: 'explainFailure',
  description: 'Why a job failed: the stage, the code, what happened, what to do about it, and how often it was tried.',
  operation: getJob,
  parameters: aboutJob,
  request: (path) => ({ path }),
  brief: ({ jobId, kind, status, error, timeline, findings }) => ({
    jobId,
    kind,
    status,
    ...(error ? { error, findings: findings.top } : { note: 'This job has not failed.' }),
    attempts: timeline.map(({ stage, attempts, ms }) => ({ stage, attempts, ms })),
  }),
});
