import * as z from 'zod';

export const channels = ['EMAIL', 'SMS', 'PUSH', 'WEBHOOK'] as const;
export const priorities = ['low', 'normal', 'high'] as const;

const priority = z
  .enum(priorities)
  .default('normal')
  .describe('high: at once, to SMS and push subscribers too. low: joins a digest');

/** How somebody wants to be told of a job's end. */
export const notificationRequest = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.enum(channels).exclude(['WEBHOOK']),
    priority,
    target: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be a word of letters, digits, _ and -, 64 at most')
      .optional()
      .describe('A word that subscriptions may filter by'),
  }),
  z.strictObject({
    type: z.literal('WEBHOOK'),
    priority,
    target: z
      .string()
      .max(2048)
      // No user and password: they would come to rest in the job record. No fragment: it is never sent.
      .regex(
        /^https:\/\/[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?][\x21\x22\x24-\x5b\x5d-\x7e]*)?$/,
        'must be an https URL of a host, without user and fragment',
      )
      .refine((url) => URL.canParse(url), 'must be a URL')
      .describe('Where a signed POST goes: a public host'),
  }),
]);

export type NotificationRequest = z.infer<typeof notificationRequest>;
export type Channel = (typeof channels)[number];
export type Priority = (typeof priorities)[number];
