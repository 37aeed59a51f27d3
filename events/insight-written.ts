import * as z from 'zod';
import { defineEvent } from '#schemas/event.ts';

export const InsightWritten = defineEvent({
  type: 'InsightWritten',
  version: '1.0.0',
  description:
    'A model was reached after the report went out; what it made of the findings is in the report under `key`.',
  producers: ['validator'],
  consumers: ['notifier'],
  data: z.object({ key: z.string() }),
  sample: { key: 'jobs/0199aa00-0000-7000-8000-000000000000/validator/insight/findings.json' },
});
