import * as z from 'zod';
import { defineEvent } from '#schemas/event.ts';

export const NotificationSent = defineEvent({
  type: 'NotificationSent',
  version: '1.0.0',
  description: 'A person was told how the job ended, or a webhook has taken it.',
  producers: ['notifier'],
  consumers: [],
  data: z.object({ channel: z.enum(['sns', 'webhook']), messageId: z.string(), subject: z.string() }),
  sample: {
    channel: 'sns',
    messageId: 'b0d2f0a6-0f5c-5d3a-9d4e-2f6f7f0c8f11',
    subject: 'web-service: template ready, 25 resources',
  },
});
