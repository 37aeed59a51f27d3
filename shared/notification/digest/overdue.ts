import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Observer } from '../../observability/observer.ts';
import type { CleanupEnv } from '../../pipeline/env.ts';
import { schedulerSource } from '../../pipeline/watchdog.ts';
import { type DigestStore, digestStore } from './digest-store.ts';

export type OverdueDeps = {
  readonly digests: Pick<DigestStore, 'waiting' | 'get'>;
  /** Sends the notifier the message that the schedule should have. */
  readonly remind: () => Promise<void>;
  readonly observer: Observer;
  readonly now: () => Date;
};

/** A digest comes once a day at least; what has waited longer, its schedule has forgotten. */
const patienceMs = 25 * 3_600_000;

/** Asks for a digest if something has waited for it too long, so that a schedule that is broken or switched off loses nothing. */
export const overdueDigest =
  ({ digests, remind, observer, now }: OverdueDeps) =>
  async (): Promise<void> => {
    for await (const id of digests.waiting(new Date(now().getTime() - patienceMs).toISOString())) {
      if (!(await digests.get(id))) continue;
      await remind();
      observer.warn('DIGEST_OVERDUE', {});
      return;
    }
  };

/** Asks for a digest by the same message that the schedule would have sent. */
const remindBy = (sqs: Pick<SQSClient, 'send'>, QueueUrl: string, now: () => Date) => async (): Promise<void> => {
  const time = now().toISOString();
  const due = { id: `overdue#${time}`, source: schedulerSource, 'detail-type': 'DigestDue', time, detail: {} };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(due) }));
};

type Given = Pick<OverdueDeps, 'observer' | 'now'> & {
  readonly sqs: SQSClient;
  readonly dynamo: DynamoDBDocumentClient;
};

/** What cleanup does about it every hour. */
export const configuredOverdueDigest = (
  env: Pick<CleanupEnv, 'JOBS_TABLE' | 'NOTIFIER_QUEUE_URL'>,
  { sqs, dynamo, observer, now }: Given,
) =>
  overdueDigest({
    digests: digestStore(dynamo, env.JOBS_TABLE),
    remind: remindBy(sqs, env.NOTIFIER_QUEUE_URL, now),
    observer,
    now,
  });
