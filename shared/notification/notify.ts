import { JobFailed } from '#events/job-failed.ts';
import { NotificationSent } from '#events/notification-sent.ts';
import type { Job, Notification } from '#schemas/job.ts';
import { type ByKind, ofKind } from '../pipeline/by-kind.ts';
import { draft, type StageResult } from '../pipeline/door.ts';
import type { Stage, StageEvent } from '../pipeline/stage.ts';
import type { FurtherMessagesDoor, MessageDoor, NamedMessage } from './message.ts';
import { routeOf } from './route.ts';
import { bodyKeyOf, type ToSubscribersDeps, toSubscribers } from './to-subscribers.ts';
import { type ToWebhookDeps, toWebhook, undelivered } from './to-webhook.ts';

export type NotifyDeps = ToSubscribersDeps &
  ToWebhookDeps & {
    /** Signs a GET for a key of the output bucket, valid for 24 hours or until the signer's session ends. */
    readonly sign: (key: string) => Promise<string>;
    readonly messages: ByKind<MessageDoor>;
    readonly furthers?: ByKind<FurtherMessagesDoor>;
  };

/**
 * Tells how a job ended: to the topic's subscribers with a text for people and JSON for machines, and to the job's webhook, after any other
 * messages that its kind has. Each is told once; only a worker that dies between telling and noting it tells it again.
 */
export const notify =
  (deps: NotifyDeps): Stage['run'] =>
  async (current, event) => {
    const job = asTold(current, event.data);
    const end = { ...(await endOf(job, deps)), name: `${event.type}-${event.id}` };
    const further = (await deps.furthers?.[job.kind]?.(job, deps.artifacts)) ?? [];
    const ours = withCorrelation(job);
    const before = await tellFurther(job, further.map(ours), event.id, deps);
    const after = await tellEnd(job, ours(end), event, deps);
    return resultOf(before, after);
  };

/** A failed job may have been taken up again since: what is told is what the event says. */
const asTold = (job: Job, data: unknown): Job => {
  const failure = JobFailed.data.safeParse(data);
  return failure.success ? { ...job, status: 'Failed', error: failure.data.error } : job;
};

/** Machines are told which request a message belongs to as people are, by the text's footer. */
const withCorrelation =
  ({ correlationId }: Job) =>
  ({ chat, ...message }: NamedMessage): NamedMessage => ({
    ...message,
    data: { ...message.data, correlationId },
    ...(chat && { chat: { ...chat, context: { ...chat.context, correlationId } } }),
  });

const endOf = async (job: Job, { messages, sign, artifacts }: NotifyDeps) => {
  const links = job.output.artifacts.map(async ({ name, key }) => ({ name, url: await sign(key) }));
  return ofKind(messages, job)(job, await Promise.all(links), artifacts.bucket);
};

/** A webhook hears of the end alone: what else there is, people hear by email. */
const tellFurther = async (job: Job, messages: readonly NamedMessage[], cause: string, deps: NotifyDeps) => {
  const type = job.notification?.type === 'WEBHOOK' ? 'EMAIL' : job.notification?.type;
  const told: Notification[] = [];
  for (const message of messages) {
    const bodyKey = bodyKeyOf(job, message);
    if (job.notifications.some((earlier) => earlier.bodyKey === bodyKey)) continue;
    told.push(await toSubscribers(job, message, routeOf(job, message, deps.channels, type), cause, deps));
  }
  return told;
};

/** To the subscribers first: those of a high priority do not wait for a webhook that is slow. */
const tellEnd = async (job: Job, end: NamedMessage, event: StageEvent, deps: NotifyDeps): Promise<Notification[]> => {
  const { notification: asked } = job;
  const told = await toSubscribers(job, end, routeOf(job, end, deps.channels), event.id, deps);
  if (asked?.type !== 'WEBHOOK') return [told];
  const called = await toWebhook(job, end, asked.target, event, deps);
  if (called.failure === undefined) return [told, called];
  const instead = undelivered(end, called);
  const route = routeOf(job, instead, deps.channels, 'EMAIL');
  return [told, called, await toSubscribers(job, instead, route, event.id, deps)];
};

const resultOf = (before: readonly Notification[], after: readonly Notification[]): StageResult => ({
  patch: { notifications: [...before, ...after] },
  // What tells how the job ended is said first: who follows a job takes the first telling for the one that counts.
  events: [...after, ...before]
    .filter(isDelivered)
    .map(({ channel, messageId, subject }) => draft(NotificationSent, { channel, messageId, subject })),
});

type Delivered = Exclude<Notification, { readonly channel: 'digest' }>;

const isDelivered = (told: Notification): told is Delivered =>
  told.channel === 'sns' || (told.channel === 'webhook' && told.failure === undefined);
