import * as z from 'zod';
import { defineEvent } from '#schemas/event.ts';
import { archiveRecord } from '#schemas/job.ts';

export const JobArchived = defineEvent({
  type: 'JobArchived',
  version: '1.0.0',
  description:
    'The inputs and results were copied to the archive with a manifest, and the inputs removed from the drop.',
  producers: ['cleanup'],
  consumers: [],
  data: z.object({ archive: archiveRecord }),
  sample: {
    archive: {
      bucket: 'dropforge-dev-archive',
      prefix: 'archive/2026/11/0199aa00-0000-7000-8000-000000000000/',
      objects: 31,
      bytes: 94208,
      archivedAt: '2026-11-21T02:00:04.000Z',
    },
  },
});
