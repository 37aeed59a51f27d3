import { askHeaders } from '../headers.ts';
import { jobPath, jobView } from '../job-view.ts';
import { defineOperation } from '../operation.ts';

export const getJob = defineOperation({
  id: 'getJob',
  method: 'GET',
  path: '/v1/jobs/{jobId}',
  summary: 'Get a job with its timeline, artifacts and findings',
  tag: 'jobs',
  request: { headers: askHeaders, path: jobPath },
  reply: { status: 200, description: 'The job', schema: jobView },
  problems: ['NO_SUCH_JOB'],
});
