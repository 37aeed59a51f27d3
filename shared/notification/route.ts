import type { Job } from '#schemas/job.ts';
import type { Channel, NotificationRequest, Priority } from '#schemas/notification-request.ts';
import { isCancelled } from '../pipeline/state-machine.ts';
import type { Attributes, Message } from './message.ts';

/** Where a message goes: to which subscribers of the topic, and whether it waits for the next digest. */
export type Route = {
  readonly priority: Priority;
  readonly channels: readonly Channel[];
  /** The word that subscriptions may filter by. */
  readonly target?: string;
};

/** How soon a job's end is told, by what was wished for and how it ended. A failure is told at once: nobody may wait a day to hear of it. */
const urgency: Readonly<Record<Priority | 'unsaid', { readonly failed: Priority; readonly otherwise: Priority }>> = {
  unsaid: { failed: 'high', otherwise: 'normal' },
  low: { failed: 'normal', otherwise: 'low' },
  normal: { failed: 'normal', otherwise: 'normal' },
  high: { failed: 'high', otherwise: 'high' },
};

/** Somebody has cancelled it: that is no news to be woken by. */
const hasFailed = (job: Job): boolean => job.status === 'Failed' && !isCancelled(job);

const priorityOf = (job: Job, message: Message): Priority =>
  message.priority ?? urgency[job.notification?.priority ?? 'unsaid'][hasFailed(job) ? 'failed' : 'otherwise'];

/** Whoever can be woken is. */
const everybody: readonly Channel[] = ['EMAIL', 'SMS', 'PUSH'];

const channelsOf = (type: Channel, priority: Priority): readonly Channel[] =>
  priority === 'high' ? [...new Set([...everybody, type])] : [type];

/**
 * The route of a message about a job. A channel that nobody subscribes to is joined by email, so that somebody hears of it.
 *
 * @param subscribed the channels that have a subscription of the deployment's own
 * @param type where it goes unless it is of high priority; by default where the job's caller wished
 */
export const routeOf = (
  job: Job,
  message: Message,
  subscribed: ReadonlySet<Channel>,
  type: Channel = job.notification?.type ?? 'EMAIL',
): Route => {
  const priority = priorityOf(job, message);
  const channels = channelsOf(type, priority);
  const isHeard = type === 'WEBHOOK' || channels.some((channel) => subscribed.has(channel));
  const target = wordOf(job.notification);
  return { priority, channels: isHeard ? channels : [...channels, 'EMAIL'], ...(target !== undefined && { target }) };
};

/** A webhook's target is an address, and may have a token in it: it is nothing to filter by. */
const wordOf = (asked: NotificationRequest | undefined): string | undefined =>
  asked?.type === 'WEBHOOK' ? undefined : asked?.target;

/** Whether a message waits for the next digest; what goes to nobody but a machine disturbs nobody. */
export const isDeferred = ({ priority, channels }: Route): boolean =>
  priority === 'low' && channels.some((channel) => channel !== 'WEBHOOK');

/** What subscriptions may filter by. */
export const attributesOf = (
  { kind, status }: Job,
  { channels, ...route }: Route,
  { attributes }: Message,
): Attributes => ({
  kind,
  status,
  ...attributes,
  ...route,
  channel: channels,
});
