import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { JobFailed } from '#events/job-failed.ts';
import { NotificationSent } from '#events/notification-sent.ts';
import type { Job, Notification } from '#schemas/job.ts';
import type { JsonObject } from '#schemas/json.ts';
import { type ArtifactStore, artifactKey } from '../aws/artifact-store.ts';
import { type ChatNote, customNotification } from './chat.ts';
import { draft, type StageResult } from './door.ts';
import { once } from './once.ts';
import type { Stage } from './stage.ts';

/** A presigned GET for the artifact of this name. */
export type Link = { readonly name: string; readonly url: string };

/** What a person is told, and the same for machines. `subject` is printable ASCII under 100 characters, as SNS demands. */
export type Message = {
  readonly subject: string;
  readonly text: string;
  readonly data: JsonObject;
  /** How it looks in Slack and Teams; without it they show nothing. */
  readonly chat?: ChatNote;
  /** What subscriptions may filter by, besides `kind`, `status` and `priority`; several values match if one does. */
  readonly attributes?: Readonly<Record<string, string | readonly string[]>>;
};

/** A message besides the one about the end of a job. `name` tells it from the others of the job: it is sent once. */
export type FurtherMessage = Message & { readonly name: string };

/** A kind of job's own words for how it ended. */
export type MessageDoor = (job: Job, links: readonly Link[], bucket: string) => Message;

/** What a kind of job has to tell besides, before it tells how it ended. */
export type FurtherMessagesDoor = (job: Job, artifacts: ArtifactStore) => Promise<readonly FurtherMessage[]>;

export type NotifyDeps = {
  readonly sns: SNSClient;
  readonly topicArn: string;
  readonly artifacts: ArtifactStore;
  /** Signs a GET for a key of the output bucket, valid for 24 hours or until the signer's session ends. */
  readonly sign: (key: string) => Promise<string>;
  readonly message: MessageDoor;
  readonly further?: FurtherMessagesDoor;
  readonly now: () => Date;
};

/**
 * Tells how a job ended: one SNS message with a text for people and JSON for machines, after any others that its kind has.
 * Each is sent once; only a worker that dies between sending and noting it sends one again.
 */
export const notify =
  (deps: NotifyDeps): Stage['run'] =>
  async (current, event) => {
    const job = asTold(current, event.data);
    const { artifacts, message, further } = deps;
    const links = await Promise.all(
      job.output.artifacts.map(async ({ name, key }) => ({ name, url: await deps.sign(key) })),
    );
    const last = { ...message(job, links, artifacts.bucket), name: `${event.type}-${event.id}` };
    const told: Notification[] = [];
    for (const each of [...((await further?.(job, artifacts)) ?? []), last]) {
      const bodyKey = artifactKey(job.jobId, 'notifier', `${each.name}.txt`);
      if (!job.notifications.some((earlier) => earlier.bodyKey === bodyKey))
        told.push(await tell(job, each, bodyKey, event.id, deps));
    }
    return resultOf(told);
  };

/** A failed job may have been taken up again since: what is told is what the event says. */
const asTold = (job: Job, data: unknown): Job => {
  const failure = JobFailed.data.safeParse(data);
  return failure.success ? { ...job, status: 'Failed', error: failure.data.error } : job;
};

const tell = async (
  job: Job,
  message: FurtherMessage,
  bodyKey: string,
  cause: string,
  deps: NotifyDeps,
): Promise<Notification> => {
  // The text lies in the bucket before it is sent, so that what was sent can always be shown.
  await deps.artifacts.put(bodyKey, message.text, 'text/plain; charset=utf-8');
  const { messageId, sentAt } = await once(`${bodyKey}.sent.json`, deps.artifacts, async () => ({
    messageId: await send(job, message, deps),
    sentAt: deps.now().toISOString(),
  }));
  return { channel: 'sns', subject: message.subject, messageId, bodyKey, cause, sentAt };
};

const withCorrelation = (chat: ChatNote, correlationId: string): ChatNote => ({
  ...chat,
  context: { ...chat.context, correlationId },
});

/** https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html: a structure per protocol */
const payloadsOf = (
  { subject, text, data, chat, name }: FurtherMessage,
  { jobId, correlationId }: Job,
): Record<string, string> => {
  const json = JSON.stringify({ ...data, correlationId, subject });
  // Amazon Q Developer in chat applications subscribes by https and takes its own form alone.
  const web = chat
    ? JSON.stringify(customNotification(`${jobId}/${name}`, withCorrelation(chat, correlationId)))
    : json;
  const machines = Object.fromEntries(['email-json', 'sqs', 'lambda'].map((protocol) => [protocol, json]));
  return { default: json, email: text, sms: subject, http: web, https: web, ...machines };
};

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
const attributeOf = (value: string | readonly string[]): MessageAttributeValue =>
  typeof value === 'string'
    ? { DataType: 'String', StringValue: value }
    : { DataType: 'String.Array', StringValue: JSON.stringify(value) };

const send = async (job: Job, message: FurtherMessage, { sns, topicArn }: NotifyDeps): Promise<string> => {
  const attributes = {
    kind: job.kind,
    status: job.status,
    priority: job.status === 'Failed' ? 'high' : 'normal',
    ...message.attributes,
  };
  const { MessageId } = await sns.send(
    new PublishCommand({
      TopicArn: topicArn,
      Subject: message.subject,
      MessageStructure: 'json',
      Message: JSON.stringify(payloadsOf(message, job)),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, attributeOf(value)]),
      ),
    }),
  );
  if (!MessageId) throw new Error('SNS returned no message id');
  return MessageId;
};

const resultOf = (told: readonly Notification[]): StageResult => ({
  patch: { notifications: told },
  // What tells how the job ended is said first: who follows a job takes the first telling for the one that counts.
  events: [...told.slice(-1), ...told.slice(0, -1)].map(({ messageId, subject }) =>
    draft(NotificationSent, { channel: 'sns', messageId, subject }),
  ),
});
