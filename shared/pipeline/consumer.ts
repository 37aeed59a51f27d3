import type { SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { type EventBridgeEnvelope, eventBridgeEnvelope, eventMetadata, traceHeader } from '#schemas/event.ts';
import { type Correlation, correlated } from '../observability/correlation.ts';
import type { Observer } from '../observability/observer.ts';
import { type Annotations, type Traced, type Tracing, untraced } from '../observability/tracing.ts';
import { backoffSeconds } from './backoff.ts';
import { PermanentError, PostponedError } from './errors.ts';
import { isUnwelcome, type Outcome } from './outcome.ts';
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
  handle(delivery: Delivery): Promise<Outcome>;
  /** Called before the message of a last failed receive goes to the DLQ; what it has done is told with that. */
  exhausted?(delivery: Delivery, error: unknown): Promise<Outcome | undefined>;
};

export type ConsumerDeps = {
  readonly queue: StageQueue;
  readonly observer: Observer;
  readonly maxReceiveCount: number;
  readonly backoffBaseSeconds: number;
  readonly tracing?: Tracing;
};

/** How a record was left, and what it failed of if it comes back. */
type Left = { readonly outcome: Outcome; readonly error?: unknown };

/** One settled result per record, in order: what @middy/sqs-partial-batch-failure takes. */
export type BatchResults = PromiseSettledResult<void>[];

export type BatchHandler = (event: SQSEvent) => Promise<BatchResults>;

/**
 * The record loop of every stage: parses each record, gives it to its route, and decides what becomes of it when that
 * fails. Records of a batch run side by side, those of one job one after the other.
 */
export const consumer = (routes: readonly Route[], deps: ConsumerDeps): BatchHandler => {
  const { tracing = untraced, observer } = deps;

  const attempt = async (record: SQSRecord, isLast: boolean): Promise<Left> => {
    let tried: { readonly route: Route; readonly delivery: Delivery } | undefined;
    try {
      const envelope = parseEnvelope(record.body);
      tried = {
        route: routeOf(routes, envelope),
        delivery: { record, envelope, received: receivedOf(record), isLast },
      };
      return { outcome: await tried.route.handle(tried.delivery) };
    } catch (error) {
      if (error instanceof PermanentError) return bury(record, error);
      if (!isLast) return retry(record, error);
      return bury(record, error, await tried?.route.exhausted?.(tried.delivery, error));
    }
  };

  const bury = async (record: SQSRecord, error: unknown, last?: Outcome): Promise<Left> => {
    const reason = { code: codeOf(error), message: messageOf(error) };
    await deps.queue.deadLetter(record, reason);
    const fields = {
      ...last?.fields,
      reason: reason.code,
      why: shortened(reason.message),
    };
    return { outcome: { code: 'RECORD_DEAD_LETTERED', decision: 'dead-lettered', fields } };
  };

  const retry = async (record: SQSRecord, error: unknown): Promise<Left> => {
    const received = receivedOf(record);
    const isPostponed = error instanceof PostponedError;
    const seconds = isPostponed ? error.seconds : backoffSeconds(received, deps.backoffBaseSeconds);
    await deps.queue.postpone(record, seconds);
    const fields = { received, seconds: Math.round(seconds), error: shortened(messageOf(error)) };
    return isPostponed
      ? { outcome: { code: 'RECORD_POSTPONED', decision: 'postponed', fields }, error }
      : { outcome: { code: 'RECORD_RETRYING', decision: 'retrying', fields }, error };
  };

  /** One line in, one line out, whatever becomes of it. */
  const consume = async (record: SQSRecord, event: string | undefined): Promise<Left> => {
    const received = receivedOf(record);
    observer.received(event, record.messageId, received);
    const left = await attempt(record, received >= deps.maxReceiveCount);
    observer.left(event, record.messageId, left.outcome);
    return left;
  };

  /** Throws what the record failed of if it is to come back. */
  const traced = async (record: SQSRecord, { event, traced }: About): Promise<void> => {
    const left = await tracing.segment(traced, async (segment) => {
      const { outcome, ...rest } = await consume(record, event);
      segment.annotate('decision', outcome.decision);
      if (isUnwelcome(outcome)) segment.fault();
      return rest;
    });
    if ('error' in left) throw left.error;
  };

  return async ({ Records }) => {
    const lastOfJob = new Map<string, Promise<void>>();
    const results = Records.map((record) => {
      const key = jobIdOf(record.body) ?? record.messageId;
      const previous = lastOfJob.get(key)?.catch(() => undefined) ?? Promise.resolve();
      const about = aboutOf(record.body);
      const { correlation } = about;
      const work = () => traced(record, about);
      const result = previous.then(() => (correlation ? correlated(correlation, work) : work()));
      lastOfJob.set(key, result);
      return result;
    });
    return Promise.allSettled(results);
  };
};

const receivedOf = ({ attributes }: SQSRecord): number => Number(attributes.ApproximateReceiveCount);

/** Enough to know an error by; what it quotes may be long. */
const shortened = (message: string): string => message.slice(0, 300);

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

const typed = z.object({ 'detail-type': z.string() });
const aboutJob = z.object({
  detail: z.object({
    metadata: eventMetadata.pick({ jobId: true, correlationId: true }).extend({
      kind: z.string().default('unknown').catch('unknown'),
      traceHeader: traceHeader.optional().catch(undefined),
    }),
  }),
});

type About = {
  readonly event: string | undefined;
  readonly correlation: Correlation | undefined;
  readonly traced: Traced;
};

/** What an event says it is, and which job it is about, even if the rest of it is no good. */
const aboutOf = (body: string): About => {
  const parsed = parseJson(body);
  const event = typed.safeParse(parsed).data?.['detail-type'];
  const job = aboutJob.safeParse(parsed).data?.detail.metadata;
  const type: Annotations = event === undefined ? {} : { event };
  if (!job) return { event, correlation: undefined, traced: { annotations: type } };
  const { traceHeader, ...about } = job;
  const { jobId, correlationId } = about;
  return { event, correlation: { jobId, correlationId }, traced: { traceHeader, annotations: { ...about, ...type } } };
};

const jobIdOf = (body: string): string | undefined => /"jobId":"([0-9a-f-]{36})"/.exec(body)?.[1];

const codeOf = (error: unknown): string =>
  error instanceof PermanentError ? error.code : error instanceof Error ? error.name : 'UNKNOWN';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
