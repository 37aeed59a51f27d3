import { startHeaders } from '../headers.ts';
import { jobPath, replayQuery } from '../job-view.ts';
import { defineOperation } from '../operation.ts';
import { accepted } from '../submission.ts';

export const replayJob = defineOperation({
  id: 'replayJob',
  method: 'POST',
  path: '/v1/jobs/{jobId}/replay',
  summary: 'Run a job that has ended again, from a stage on',
  tag: 'jobs',
  request: { headers: startHeaders, path: jobPath, query: replayQuery },
  reply: { status: 202, description: 'It runs again; a new job, unless it goes on where it stopped', schema: accepted },
  problems: ['NO_SUCH_JOB', 'JOB_NOT_ENDED', 'INPUT_GONE', 'IDEMPOTENCY_KEY_REUSED'],
});
