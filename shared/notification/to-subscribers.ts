import type { Job, Notification } from '#schemas/job.ts';
import type { Channel } from '#schemas/notification-request.ts';
import { type ArtifactStore, artifactKey } from '../aws/artifact-store.ts';
import type { DigestStore } from './digest/digest-store.ts';
import type { NamedMessage } from './message.ts';
import { once, snsReceipt } from './once.ts';
import { attributesOf, isDeferred, type Route } from './route.ts';
import type { Topic } from './topic.ts';

export type ToSubscribersDeps = {
  readonly topic: Topic;
  readonly digests: Pick<DigestStore, 'note'>;
  /** The channels that have a subscription of the deployment's own. */
  readonly channels: ReadonlySet<Channel>;
  readonly artifacts: ArtifactStore;
  readonly now: () => Date;
};

/** Where the text of a message lies. */
export const bodyKeyOf = ({ jobId }: Job, { name }: NamedMessage): string =>
  artifactKey(jobId, 'notifier', `${name}.txt`);

/** Sends a message to the topic's subscribers, once, or notes it for the next digest. */
export const toSubscribers = async (
  job: Job,
  message: NamedMessage,
  route: Route,
  cause: string,
  deps: ToSubscribersDeps,
): Promise<Notification> => {
  const { subject } = message;
  const bodyKey = bodyKeyOf(job, message);
  const id = `${job.jobId}/${message.name}`;
  const now = () => deps.now().toISOString();
  // The text lies in the bucket before it is sent, so that what was sent can always be shown.
  await deps.artifacts.put(bodyKey, message.text, 'text/plain; charset=utf-8');
  if (isDeferred(route)) {
    const { channels, target } = route;
    const { jobId, kind, status } = job;
    await deps.digests.note({ id, jobId, kind, status, subject, bodyKey, channels: [...channels], target }, now());
    return { channel: 'digest', subject, messageId: id, bodyKey, cause, sentAt: now() };
  }
  const receipt = await once(`${bodyKey}.sent.json`, snsReceipt, deps.artifacts, async () => ({
    messageId: await deps.topic.publish(message, id, attributesOf(job, route, message)),
    sentAt: now(),
  }));
  return { channel: 'sns', subject, ...receipt, bodyKey, cause };
};
