import { startHeaders } from '../headers.ts';
import { defineOperation } from '../operation.ts';
import { accepted, jobSubmission } from '../submission.ts';
import { startProblems } from './start-problems.ts';

export const createJob = defineOperation({
  id: 'createJob',
  method: 'POST',
  path: '/v1/jobs',
  summary: 'Start a job of any kind',
  tag: 'jobs',
  request: { headers: startHeaders, body: jobSubmission },
  reply: { status: 202, description: 'The job was taken', schema: accepted },
  problems: startProblems,
});
