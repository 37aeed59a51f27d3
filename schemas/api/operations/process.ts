import { startHeaders } from '../headers.ts';
import { defineOperation } from '../operation.ts';
import { accepted, jobSubmission } from '../submission.ts';
import { startProblems } from './start-problems.ts';

export const process = defineOperation({
  id: 'process',
  method: 'POST',
  path: '/v1/process',
  summary: 'Start a job of any kind, by its older name',
  tag: 'jobs',
  request: { headers: startHeaders, body: jobSubmission },
  reply: { status: 202, description: 'The job was taken', schema: accepted },
  problems: startProblems,
});
