import * as z from 'zod';
import { defineOperation } from '../operation.ts';

export const getOpenApi = defineOperation({
  id: 'getOpenApi',
  method: 'GET',
  path: '/v1/openapi.json',
  summary: 'Get this description',
  tag: 'service',
  isPublic: true,
  request: {},
  reply: { status: 200, description: 'OpenAPI 3.1', schema: z.looseObject({ openapi: z.string() }) },
  problems: [],
});
