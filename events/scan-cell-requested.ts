import * as z from 'zod';
import { defineEvent } from '#schemas/event.ts';

const part = z.number().int().nonnegative();

export const ScanCellRequested = defineEvent({
  type: 'ScanCellRequested',
  version: '1.0.0',
  description:
    'Cells of a scan wait to be read: those from `first` to `last` of the plan under `key`. One cell is scanned, of several each is asked for in turn.',
  producers: ['collector', 'cleanup', 'api'],
  consumers: ['collector'],
  data: z.object({
    key: z.string(),
    first: part,
    last: part,
    turn: part.default(0).describe('How often the cell has been handed on, for one that outlasts its worker'),
    giveUp: z.boolean().default(false).describe('Nothing was heard of it for too long: record it as failed'),
  }),
  sample: { key: 'jobs/0199aa00-0000-7000-8000-000000000000/collector/plan.json', first: 0, last: 99 },
});
