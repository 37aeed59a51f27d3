import * as z from 'zod';
import { defineEvent } from '#schemas/event.ts';
import { artifact, jobSummary } from '#schemas/job.ts';

export const JobSucceeded = defineEvent({
  type: 'JobSucceeded',
  version: '1.0.0',
  description: 'The job is done and its artifacts are final.',
  producers: ['validator', 'api'],
  consumers: ['notifier', 'cleanup'],
  data: z.object({ artifacts: z.array(artifact), summary: jobSummary }),
  sample: {
    artifacts: [
      {
        name: 'template.yaml',
        key: 'jobs/0199aa00-0000-7000-8000-000000000000/validator/template.yaml',
        bytes: 20480,
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        contentType: 'application/yaml',
      },
    ],
    summary: { resources: 25 },
  },
});
