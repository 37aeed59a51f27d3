import { getJob as operation } from '#schemas/api/operations/get-job.ts';
import { defineAction } from '../action.ts';
import { aboutJob } from '../parameters.ts';

export const getJob = defineAction({
  name: 'getJob',
  description: 'How a job stands: whether it is done, how long it took, its files, and the first of its findings.',
  operation,
  parameters: aboutJob,
  request: (path) => ({ path }),
  brief: ({ jobId, kind, status, stage, input, submittedAt, durationMs, error, artifacts, findings }) => ({
    jobId,
    kind,
    status,
    stage,
    input,
    submittedAt,
    durationMs,
    ...(error && { error }),
    files: artifacts.map(({ name, bytes }) => ({ name, bytes })),
    findings,
  }),
});
