import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { JobFailed } from '#events/job-failed.ts';
import { NotificationSent } from '#events/notification-sent.ts';
import type { Job } from '#schemas/job.ts';
import type { JsonObject } from '#schemas/json.ts';
import { type ArtifactStore, artifactKey } from '../aws/artifact-store.ts';
import { draft, type StageResult } from './door.ts';
import type { Stage } from './stage.ts';

/** A presigned GET for the artifact of this name. */
export type Link = { readonly name: string; readonly url: string };

/** What a person is told, and the same for machines. `subject` is printable ASCII under 100 characters, as SNS demands. */
export type Message = { readonly subject: string; readonly text: string; readonly data: JsonObject };

/** A kind of job's own words for how it ended. */
export type MessageDoor = (job: Job, links: readonly Link[], bucket: string) => Message;

export type NotifyDeps = {
  readonly sns: SNSClient;
  readonly topicArn: string;
  readonly artifacts: ArtifactStore;
  /** Signs a GET for a key of the output bucket, valid for 24 hours or until the signer's session ends. */
  readonly sign: (key: string) => Promise<string>;
  readonly message: MessageDoor;
  readonly now: () => Date;
};

/** Tells how a job ended: one SNS message with a text for people and JSON for machines. */
export const notify =
  (deps: NotifyDeps): Stage['run'] =>
  async (current, event) => {
    const job = asTold(current, event.data);
    const links = await Promise.all(
      job.output.artifacts.map(async ({ name, key }) => ({ name, url: await deps.sign(key) })),
    );
    const message = deps.message(job, links, deps.artifacts.bucket);
    // The text lies in the bucket before it is sent, so that what was sent can always be shown.
    const bodyKey = artifactKey(job.jobId, 'notifier', `${event.type}-${event.id}.txt`);
    await deps.artifacts.put(bodyKey, message.text, 'text/plain; charset=utf-8');
    const messageId = await send(job, message, deps);
    return result(message.subject, messageId, bodyKey, event.id, deps.now());
  };

/** A failed job may have been taken up again since: what is told is what the event says. */
const asTold = (job: Job, data: unknown): Job => {
  const failure = JobFailed.data.safeParse(data);
  return failure.success ? { ...job, status: 'Failed', error: failure.data.error } : job;
};

/** https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html: a structure per protocol */
const send = async (job: Job, { subject, text, data }: Message, { sns, topicArn }: NotifyDeps): Promise<string> => {
  const json = JSON.stringify({ ...data, subject });
  const machines = Object.fromEntries(['email-json', 'sqs', 'lambda', 'http', 'https'].map((name) => [name, json]));
  const { MessageId } = await sns.send(
    new PublishCommand({
      TopicArn: topicArn,
      Subject: subject,
      MessageStructure: 'json',
      Message: JSON.stringify({ default: json, email: text, ...machines }),
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: job.kind },
        status: { DataType: 'String', StringValue: job.status },
        priority: { DataType: 'String', StringValue: job.status === 'Failed' ? 'high' : 'normal' },
      },
    }),
  );
  if (!MessageId) throw new Error('SNS returned no message id');
  return MessageId;
};

const result = (subject: string, messageId: string, bodyKey: string, cause: string, now: Date): StageResult => {
  const notification = { channel: 'sns' as const, subject, messageId, bodyKey, cause, sentAt: now.toISOString() };
  return {
    patch: { notifications: [notification] },
    events: [draft(NotificationSent, { channel: 'sns', messageId, subject })],
  };
};
