import type { Letter } from './letter.ts';

/** What the letter's attributes know of the context attributes that Scheduler fills an input with. */
const known = {
  '<aws.scheduler.execution-id>': 'EXECUTION_ID',
  '<aws.scheduler.scheduled-time>': 'SCHEDULED_TIME',
  '<aws.scheduler.schedule-arn>': 'SCHEDULE_ARN',
} as const;

/**
 * The message that a schedule would have sent: its input, with the placeholders filled that Scheduler may have left in the letter.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export const scheduledBody = ({ body, attributes }: Pick<Letter, 'body' | 'attributes'>): string =>
  Object.entries(known).reduce(
    (text, [placeholder, attribute]) => text.replaceAll(placeholder, () => attributes[attribute] ?? placeholder),
    body,
  );
