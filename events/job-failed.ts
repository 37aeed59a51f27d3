import * as z from 'zod';
import { defineEvent } from '#schemas/event.ts';
import { jobError } from '#schemas/job.ts';

export const JobFailed = defineEvent({
  type: 'JobFailed',
  version: '1.0.0',
  description: 'The job ended without its artifacts; `error` says why, and whether a redrive may take it up again.',
  producers: ['collector', 'generator', 'validator', 'cleanup', 'api'],
  consumers: ['notifier', 'cleanup'],
  data: z.object({ error: jobError }),
  sample: {
    error: {
      code: 'EMPTY_DROP',
      message: 'None of the 2 files in drops/web-service/ could be read: notes.txt is not JSON or YAML, …',
      hint: 'Drop AWS CLI, AWS Config or CloudFormation files in JSON or YAML.',
      stage: 'collector',
      recoverable: false,
    },
  },
});
