import { startHeaders } from '../headers.ts';
import { defineOperation } from '../operation.ts';
import { accepted, templateSubmission } from '../submission.ts';
import { startProblems } from './start-problems.ts';

export const generateTemplate = defineOperation({
  id: 'generateTemplate',
  method: 'POST',
  path: '/v1/generate-template',
  summary: 'Make a CloudFormation template of resource configurations',
  tag: 'jobs',
  request: { headers: startHeaders, body: templateSubmission },
  reply: { status: 202, description: 'The job was taken', schema: accepted },
  problems: startProblems,
});
