import * as z from 'zod';
import type { Job, WebhookNotification } from '#schemas/job.ts';
import { type ArtifactStore, artifactKey } from '../aws/artifact-store.ts';
import { plainSubject } from '../message/subject.ts';
import type { StageEvent } from '../pipeline/stage.ts';
import type { NamedMessage } from './message.ts';
import { once } from './once.ts';
import type { Attempt, Delivery } from './webhook/deliver.ts';

export type ToWebhookDeps = {
  readonly call: (delivery: Delivery) => Promise<Attempt>;
  readonly artifacts: ArtifactStore;
  readonly now: () => Date;
};

const webhookReceipt = z.object({
  attempts: z.number().int().positive(),
  statusCode: z.number().int().optional(),
  failure: z.string().optional(),
  sentAt: z.string(),
});

/**
 * Calls a webhook with a message's JSON until it has an answer that counts. Throws for a failure that may pass, so that the message comes back
 * after a backoff, but for the last time: then the failure is what is noted.
 */
export const toWebhook = async (
  job: Job,
  message: NamedMessage,
  target: string,
  { id, isLast }: StageEvent,
  { call, artifacts, now }: ToWebhookDeps,
): Promise<WebhookNotification> => {
  const { subject, data, name } = message;
  const bodyKey = artifactKey(job.jobId, 'notifier', `${name}.json`);
  const body = JSON.stringify({ eventId: id, ...data, subject });
  await artifacts.put(bodyKey, body, 'application/json');
  const receipt = await once(`${bodyKey}.sent.json`, webhookReceipt, artifacts, async () => {
    const { statusCode, ...attempt } = await call({ target, eventId: id, correlationId: job.correlationId, body });
    const failure = attempt.outcome === 'failed' ? attempt : undefined;
    if (failure?.passing && !isLast) throw new Error(failure.why);
    return {
      attempts: job.claims.notifier?.attempt ?? 1,
      sentAt: now().toISOString(),
      ...(statusCode !== undefined && { statusCode }),
      ...(failure && { failure: failure.why }),
    };
  });
  return { channel: 'webhook', subject, messageId: id, bodyKey, cause: id, ...receipt };
};

/** What a person is told of a webhook that could not be called: why, and what it was to tell. */
export const undelivered = (message: NamedMessage, { failure = '', attempts }: WebhookNotification): NamedMessage => ({
  ...message,
  name: `${message.name}-undelivered`,
  subject: plainSubject(`Dropforge: webhook not delivered: ${message.subject.replace(/^Dropforge: /, '')}`),
  text: [
    'The webhook of this job was not delivered.',
    `${failure} Tried ${attempts === 1 ? 'once' : `${attempts} times`}.`,
    'What it was to tell:',
    message.text,
  ].join('\n\n'),
  data: { ...message.data, webhook: { failure, attempts } },
});
