import { randomUUID } from 'node:crypto';
import { NotificationSent } from '#events/notification-sent.ts';
import type { Notification } from '#schemas/job.ts';
import { type ArtifactStore, artifactKey } from '../../aws/artifact-store.ts';
import type { Route } from '../../pipeline/consumer.ts';
import { eventId } from '../../pipeline/domain-event.ts';
import { draft } from '../../pipeline/door.ts';
import { PostponedError } from '../../pipeline/errors.ts';
import { inParallel } from '../../pipeline/in-parallel.ts';
import { followedUp } from '../../pipeline/job.ts';
import { publishOutbox } from '../../pipeline/outbox.ts';
import type { StageDeps } from '../../pipeline/stage.ts';
import { schedulerSource } from '../../pipeline/watchdog.ts';
import { once, snsReceipt } from '../once.ts';
import type { Topic } from '../topic.ts';
import { digestMessage } from './digest-message.ts';
import type { Batch, DigestEntry, DigestStore } from './digest-store.ts';

export type DigestDeps = Pick<StageDeps, 'jobs' | 'publish' | 'leaseSeconds' | 'now'> & {
  readonly digests: DigestStore;
  readonly topic: Topic;
  readonly artifacts: ArtifactStore;
  readonly sign: (key: string) => Promise<string>;
};

/** Of one message: nobody reads more, and its item and its mail stay small. */
export const maxEntries = 100;

const parallel = 8;

/**
 * The message that EventBridge Scheduler sends when a digest is due: tells all that waits, a message for each audience, and marks it. A batch is fixed
 * before it is sent and closed after all of it is marked, by one worker at a time, so that one that dies is taken up where it stopped;
 * only a crash between sending and noting it sends a digest twice.
 */
export const digestDue = (deps: DigestDeps): Route => ({
  source: schedulerSource,
  type: 'DigestDue',
  async handle() {
    const token = randomUUID();
    let told = 0;
    try {
      for (let batch = await nextBatch(token, deps); batch; batch = await nextBatch(token, deps)) {
        await tell(batch, deps);
        if (!(await deps.digests.close(token))) throw busy(deps);
        told += batch.entries.length;
      }
    } finally {
      await deps.digests.release(token);
    }
    return { code: 'DIGEST_DONE', decision: 'completed', fields: { told } };
  },
});

const busy = ({ leaseSeconds }: DigestDeps): PostponedError =>
  new PostponedError('Another worker makes the digest', leaseSeconds);

/** The batch that was left unfinished, or the next that waits. */
const nextBatch = async (token: string, deps: DigestDeps): Promise<Batch | undefined> => {
  const now = deps.now();
  const until = new Date(now.getTime() + deps.leaseSeconds * 1000).toISOString();
  const held = await deps.digests.take({ token, until, now: now.toISOString() });
  if (!held) throw busy(deps);
  if (held.batch) return held.batch;
  const entries = await oneAudience(now.toISOString(), deps.digests);
  if (entries.length === 0) return undefined;
  const batch = { id: eventId('digest', ...entries.map(({ id }) => id)), entries };
  if (!(await deps.digests.seal(batch, token))) throw busy(deps);
  return batch;
};

/** Who is told: nobody gets a digest with lines that are for others. */
const audienceOf = ({ channels, target }: DigestEntry): string => JSON.stringify([channels, target]);

const oneAudience = async (upTo: string, digests: DigestStore): Promise<DigestEntry[]> => {
  const entries: DigestEntry[] = [];
  for await (const id of digests.waiting(upTo)) {
    const entry = await digests.get(id);
    if (entry && (!entries[0] || audienceOf(entry) === audienceOf(entries[0]))) entries.push(entry);
    if (entries.length === maxEntries) break;
  }
  return entries;
};

const tell = async (batch: Batch, deps: DigestDeps): Promise<void> => {
  const { artifacts, topic, digests } = deps;
  const [first] = batch.entries;
  if (!first) return;
  const links = await inParallel(parallel, batch.entries, ({ bodyKey }) => deps.sign(bodyKey));
  const message = digestMessage(batch, links, artifacts.bucket);
  // It lies with its first job, where whatever is told lies.
  const bodyKey = artifactKey(first.jobId, 'notifier', `${message.name}.txt`);
  await artifacts.put(bodyKey, message.text, 'text/plain; charset=utf-8');
  const { channels: channel, target } = first;
  const attributes = { ...message.attributes, priority: 'low', channel, ...(target !== undefined && { target }) };
  const receipt = await once(`${bodyKey}.sent.json`, snsReceipt, artifacts, async () => ({
    messageId: await topic.publish(message, message.name, attributes),
    sentAt: deps.now().toISOString(),
  }));
  const notification = { channel: 'sns', subject: message.subject, ...receipt, bodyKey, cause: message.name } as const;
  await inParallel(parallel, batch.entries, async (entry) => {
    await mark(entry, notification, deps);
    await digests.told(entry.id);
  });
};

/** On the job, and on the bus; a job whose record is gone by now was told all the same. */
const mark = async ({ jobId }: DigestEntry, told: Notification, deps: DigestDeps): Promise<void> => {
  const job = await deps.jobs.get(jobId);
  if (!job) return;
  const { messageId, subject, cause, sentAt } = told;
  const result = {
    patch: { notifications: [told] },
    events: [draft(NotificationSent, { channel: 'sns', messageId, subject })],
  };
  const change = (current: typeof job) =>
    followedUp(current, 'notifier', { cause, startedAt: sentAt }, result, deps.now().toISOString());
  await publishOutbox(await deps.jobs.modify(jobId, change, job), deps.jobs, deps.publish);
};
