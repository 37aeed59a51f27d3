import * as z from 'zod';
import { defineEvent } from '#schemas/event.ts';

export const InsightPostponed = defineEvent({
  type: 'InsightPostponed',
  version: '1.0.0',
  description:
    'No model could be asked about the report, which went out without an insight: it is asked again, not before `notBefore`.',
  producers: ['validator'],
  consumers: ['validator'],
  data: z.object({ tries: z.number().int().positive(), notBefore: z.iso.datetime({ precision: 3 }) }),
  sample: { tries: 1, notBefore: '2026-11-21T02:10:00.000Z' },
});
