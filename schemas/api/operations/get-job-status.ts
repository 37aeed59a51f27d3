import { askHeaders } from '../headers.ts';
import { jobPath, jobStatusReply } from '../job-view.ts';
import { defineOperation } from '../operation.ts';

export const getJobStatus = defineOperation({
  id: 'getJobStatus',
  method: 'GET',
  path: '/v1/job-status/{jobId}',
  summary: 'Get how a job stands, and its result',
  tag: 'jobs',
  request: { headers: askHeaders, path: jobPath },
  reply: { status: 200, description: 'How it stands', schema: jobStatusReply },
  problems: ['NO_SUCH_JOB'],
});
