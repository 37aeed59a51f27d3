import * as z from 'zod';
import { defineEvent } from '#schemas/event.ts';
import { jobInput } from '#schemas/job.ts';

export const JobRequested = defineEvent({
  type: 'JobRequested',
  version: '1.0.0',
  description: 'A drop has settled, or somebody asked: a job exists and waits to be collected.',
  producers: ['intake', 'api'],
  consumers: ['collector'],
  data: z.object({ input: jobInput }),
  sample: { input: { bucket: 'dropforge-dev-input', prefix: 'drops/web-service/' } },
});
