import { startInventory as operation } from '#schemas/api/operations/start-inventory.ts';
import { inventorySubmission } from '#schemas/api/submission.ts';
import { defineTool } from '../tool.ts';
import { headersOf, idempotency, startedReply, starting } from './start-job.ts';

export const startInventory = defineTool({
  name: 'start_inventory',
  title: 'Start an inventory',
  description:
    'Lists what is in an AWS account, what is wrong with it and what that costs. Without input it scans the account that the service runs in, read-only, for minutes; ' +
    'a scan that runs already is joined. With input it reads exports of the AWS CLI or AWS Config instead.',
  input: inventorySubmission.omit({ simulate: true }).extend(idempotency),
  ...starting,
  pathFor: 'inventory',
  run: async ({ idempotencyKey, ...body }, { call }) =>
    startedReply(await call(operation, { body, headers: headersOf(idempotencyKey) })),
});
