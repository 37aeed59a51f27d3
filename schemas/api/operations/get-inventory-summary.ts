import { askHeaders } from '../headers.ts';
import { inventorySummaryReply, ofScan } from '../inventory-view.ts';
import { defineOperation } from '../operation.ts';

export const getInventorySummary = defineOperation({
  id: 'getInventorySummary',
  method: 'GET',
  path: '/v1/inventory/summary',
  summary: 'Get the sums of a scan',
  tag: 'inventory',
  request: { headers: askHeaders, query: ofScan },
  reply: { status: 200, description: 'The sums', schema: inventorySummaryReply },
  problems: ['NO_INVENTORY'],
});
