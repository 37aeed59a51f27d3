import { startHeaders } from '../headers.ts';
import { defineOperation } from '../operation.ts';
import { accepted, inventorySubmission } from '../submission.ts';
import { startProblems } from './start-problems.ts';

export const startInventory = defineOperation({
  id: 'startInventory',
  method: 'POST',
  path: '/v1/inventory',
  summary: 'Take an inventory of the account, or of exports',
  tag: 'jobs',
  request: { headers: startHeaders, body: inventorySubmission },
  reply: { status: 202, description: 'The job was taken', schema: accepted },
  problems: startProblems,
});
