import type { SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { type EventBridgeEnvelope, eventBridgeEnvelope, eventMetadata } from '#schemas/event.ts';
import { type Correlation, correlated } from '../observability/correlation.ts';
import type { Observer } from '../observability/observer.ts';
import { backoffSeconds } from './backoff.ts';
import { PermanentError, PostponedError } from './errors.ts';
import type { StageQueue } from './queue.ts';

/** A message as it was received: `received` counts from 1, `isLast` if SQS will not deliver it again. */
export type Delivery = {
  readonly record: SQSRecord;
  readonly envelope: EventBridgeEnvelope;
  readonly received: number;
  readonly isLast: boolean;
};

/** What a consumer does with one type of message. */
export type Route = {
  readonly source: string;
  readonly type: string;
  /** Throws a PermanentError for what can never succeed (dead letter at once), anything else for what may next time. */
  handle(delivery: Delivery): Promise<void>;
  /** Called before the message of a last failed receive goes to the DLQ. */
  exhausted?(delivery: Delivery, error: unknown): Promise<void>;
};

export type ConsumerDeps = {
  readonly queue: StageQueue;
  readonly observer: Observer;
  readonly maxReceiveCount: number;
  readonly backoffBaseSeconds: number;
};

/** One settled result per record, in order: what @middy/sqs-partial-batch-failure takes. */
export type BatchResults = PromiseSettledResult<void>[];

export type BatchHandler = (event: SQSEvent) => Promise<BatchResults>;

/**
 * The record loop of every stage: parses each record, gives it to its route, and decides what becomes of it when that
 * fails. Records of a batch run side by side, those of one job one after the other.
 */
export const consumer = (routes: readonly Route[], deps: ConsumerDeps): BatchHandler => {
  const consume = async (record: SQSRecord): Promise<void> => {
    const received = Number(record.attributes.ApproximateReceiveCount);
    const isLast = received >= deps.maxReceiveCount;
    let attempt: { readonly route: Route; readonly delivery: Delivery } | undefined;
    try {
      const envelope = parseEnvelope(record.body);
      attempt = { route: routeOf(routes, envelope), delivery: { record, envelope, received, isLast } };
      await attempt.route.handle(attempt.delivery);
    } catch (error) {
      if (error instanceof PermanentError) return bury(record, error);
      if (!isLast) return retry(record, received, error);
      await attempt?.route.exhausted?.(attempt.delivery, error);
      await bury(record, error);
    }
  };

  const bury = async (record: SQSRecord, error: unknown): Promise<void> => {
    const reason = { code: codeOf(error), message: messageOf(error) };
    await deps.queue.deadLetter(record, reason);
    deps.observer.deadLettered(record.messageId, reason.code, reason.message);
  };

  const retry = async (record: SQSRecord, received: number, error: unknown): Promise<never> => {
    const seconds = error instanceof PostponedError ? error.seconds : backoffSeconds(received, deps.backoffBaseSeconds);
    deps.observer.retrying(record.messageId, received, seconds, messageOf(error));
    await deps.queue.postpone(record, seconds);
    throw error;
  };

  return async ({ Records }) => {
    const lastOfJob = new Map<string, Promise<void>>();
    const results = Records.map((record) => {
      const key = jobIdOf(record.body) ?? record.messageId;
      const previous = lastOfJob.get(key)?.catch(() => undefined) ?? Promise.resolve();
      const about = correlationOf(record.body);
      const result = previous.then(() => (about ? correlated(about, () => consume(record)) : consume(record)));
      lastOfJob.set(key, result);
      return result;
    });
    return Promise.allSettled(results);
  };
};

const parseEnvelope = (body: string): EventBridgeEnvelope => {
  const parsed = eventBridgeEnvelope.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  throw new PermanentError(
    'MALFORMED_EVENT',
    `Not an EventBridge event: ${pathsOf(parsed.error)}`,
    'Discard the message.',
  );
};

const routeOf = (routes: readonly Route[], { source, 'detail-type': type }: EventBridgeEnvelope): Route => {
  const route = routes.find((candidate) => candidate.source === source && candidate.type === type);
  if (route) return route;
  throw new PermanentError(
    'UNEXPECTED_EVENT',
    `This stage takes no "${type}" from "${source}"`,
    'Check the rule that sent it here.',
  );
};

const parseJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** Where an event does not fit its schema, without the values that did not. */
export const pathsOf = (error: { issues: readonly { path: PropertyKey[]; message: string }[] }): string =>
  error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'body'}: ${message}`).join('; ');

const aboutJob = z.object({
  detail: z.object({ metadata: eventMetadata.pick({ jobId: true, correlationId: true }) }),
});

/** What a domain event says it is about, even if the rest of it is no good. */
const correlationOf = (body: string): Correlation | undefined =>
  aboutJob.safeParse(parseJson(body)).data?.detail.metadata;

const jobIdOf = (body: string): string | undefined => /"jobId":"([0-9a-f-]{36})"/.exec(body)?.[1];

const codeOf = (error: unknown): string =>
  error instanceof PermanentError ? error.code : error instanceof Error ? error.name : 'UNKNOWN';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
