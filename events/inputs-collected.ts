import * as z from 'zod';
import { defineEvent } from '#schemas/event.ts';

export const InputsCollected = defineEvent({
  type: 'InputsCollected',
  version: '1.0.0',
  description: 'The inputs were read into their normal form, which lies in the output bucket under `key`.',
  producers: ['collector', 'api'],
  consumers: ['generator'],
  data: z.object({ key: z.string(), items: z.number().int().nonnegative() }),
  sample: { key: 'jobs/0199aa00-0000-7000-8000-000000000000/collector/collection.json', items: 25 },
});
