import { askHeaders } from '../headers.ts';
import { healthQuery, healthReply } from '../health.ts';
import { defineOperation } from '../operation.ts';

export const getHealth = defineOperation({
  id: 'getHealth',
  method: 'GET',
  path: '/v1/health',
  summary: 'Tell whether the service is up',
  tag: 'service',
  isPublic: true,
  request: { headers: askHeaders, query: healthQuery },
  reply: { status: 200, description: 'It is up', schema: healthReply },
  problems: [],
});
