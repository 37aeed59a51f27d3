import { askHeaders } from '../headers.ts';
import { resourcesQuery, resourcesReply } from '../inventory-view.ts';
import { defineOperation } from '../operation.ts';

export const listResources = defineOperation({
  id: 'listResources',
  method: 'GET',
  path: '/v1/inventory/resources',
  summary: 'List what is there',
  tag: 'inventory',
  request: { headers: askHeaders, query: resourcesQuery },
  reply: { status: 200, description: 'A page of resources', schema: resourcesReply },
  problems: ['NO_INVENTORY'],
});
