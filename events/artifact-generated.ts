import * as z from 'zod';
import { defineEvent } from '#schemas/event.ts';

export const ArtifactGenerated = defineEvent({
  type: 'ArtifactGenerated',
  version: '1.0.0',
  description: 'The artifact was made and lies in the output bucket under `key`; it has not been validated yet.',
  producers: ['generator', 'api'],
  consumers: ['validator'],
  data: z.object({ key: z.string() }),
  sample: { key: 'jobs/0199aa00-0000-7000-8000-000000000000/generator/template.yaml' },
});
