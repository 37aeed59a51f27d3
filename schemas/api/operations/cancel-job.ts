import { askHeaders } from '../headers.ts';
import { jobPath } from '../job-view.ts';
import { defineOperation } from '../operation.ts';
import { accepted } from '../submission.ts';

export const cancelJob = defineOperation({
  id: 'cancelJob',
  method: 'POST',
  path: '/v1/jobs/{jobId}/cancel',
  summary: 'Cancel a job that has not ended',
  description: 'It ends as Failed with the code CANCELLED. To cancel it twice is no error.',
  tag: 'jobs',
  request: { headers: askHeaders, path: jobPath },
  reply: { status: 202, description: 'It is cancelled', schema: accepted },
  problems: ['NO_SUCH_JOB', 'JOB_ENDED'],
});
