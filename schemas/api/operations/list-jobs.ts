import { askHeaders } from '../headers.ts';
import { jobList, listQuery } from '../job-view.ts';
import { defineOperation } from '../operation.ts';

export const listJobs = defineOperation({
  id: 'listJobs',
  method: 'GET',
  path: '/v1/jobs',
  summary: 'List your jobs, the newest first',
  tag: 'jobs',
  request: { headers: askHeaders, query: listQuery },
  reply: { status: 200, description: 'A page of jobs', schema: jobList },
  problems: [],
});
