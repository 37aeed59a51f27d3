import * as z from 'zod';
import { startInventory as operation } from '#schemas/api/operations/start-inventory.ts';
import { defineAction } from '../action.ts';
import { folder } from '../parameters.ts';

export const startInventory = defineAction({
  name: 'startInventory',
  description:
    'List what is in the AWS account, what is wrong with it and what that costs: a read-only scan of minutes. With a folder, of the exports in it instead.',
  operation,
  parameters: z.object({ folder: folder.optional() }),
  isConfirmed: true,
  request: ({ folder: name }) => ({ body: name === undefined ? {} : { input: { folder: name } } }),
  brief: (reply) => reply,
});
