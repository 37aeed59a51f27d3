import { askHeaders } from '../headers.ts';
import { changesQuery, changesReply } from '../inventory-view.ts';
import { defineOperation } from '../operation.ts';

export const listChanges = defineOperation({
  id: 'listChanges',
  method: 'GET',
  path: '/v1/inventory/changes',
  summary: 'List what changed since the scan before',
  tag: 'inventory',
  request: { headers: askHeaders, query: changesQuery },
  reply: { status: 200, description: 'A page of changes', schema: changesReply },
  problems: ['NO_INVENTORY'],
});
