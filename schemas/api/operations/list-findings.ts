import { askHeaders } from '../headers.ts';
import { findingsQuery, findingsReply } from '../inventory-view.ts';
import { defineOperation } from '../operation.ts';

export const listFindings = defineOperation({
  id: 'listFindings',
  method: 'GET',
  path: '/v1/inventory/findings',
  summary: 'List what is wrong, the worst first',
  tag: 'inventory',
  request: { headers: askHeaders, query: findingsQuery },
  reply: { status: 200, description: 'A page of findings', schema: findingsReply },
  problems: ['NO_INVENTORY'],
});
