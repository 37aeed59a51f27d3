import { startHeaders } from '../headers.ts';
import { defineOperation } from '../operation.ts';
import { accepted, inventorySubmission } from '../submission.ts';
import { startProblems } from './start-problems.ts';

export const startInventory = defineOperation({
  id: 'startInventory',
  method: 'POST',
  path: '/v1/inventory',
  summary: 'Take an inventory of the account, or of exports',
  description:
    'Of the account: one scan at a time. Who asks while one runs is told its id, and may open it if it is theirs. roles, organization and exceptions of such a scan are for admins.',
  tag: 'jobs',
  request: { headers: startHeaders, body: inventorySubmission },
  reply: { status: 202, description: 'The job was taken', schema: accepted },
  problems: startProblems,
});
