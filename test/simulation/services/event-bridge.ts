import { createHash } from 'node:crypto';
import type { PutEventsCommandInput, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Queues } from './sqs.ts';
import type { Operations, World } from './world.ts';

/** Which events a rule sends to which queue. */
export type Rule = {
  readonly source: string;
  readonly types: readonly string[];
  readonly keyPrefix?: string;
  readonly queue: string;
  /** Where EventBridge puts what it could not deliver for a day. */
  readonly deadLetters: string;
};

export type Event = {
  readonly id: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly time: string;
  readonly detail: unknown;
};

export type EventBridge = {
  readonly operations: Operations;
  /** An event of AWS's own. */
  emit(source: string, type: string, detail: unknown): void;
  /** Every event that was taken, in order: what an archive of the bus holds. */
  readonly archive: readonly Event[];
  /** Sends an event to the rules that match it, once more. */
  replay(event: Event): void;
};

const keyIn = (detail: unknown): string => (detail as { object?: { key?: string } }).object?.key ?? '';

const matches = (rule: Rule, event: Event): boolean =>
  rule.source === event.source &&
  rule.types.includes(event['detail-type']) &&
  keyIn(event.detail).startsWith(rule.keyPrefix ?? '');

type Detail = { readonly metadata?: object; readonly data?: Readonly<Record<string, unknown>> };

/** Fields that came after the first version, with what they mean when they are not there. */
const newerFields: Readonly<Record<string, unknown>> = { turn: 0, giveUp: false };

/** The event as the version before would have said it, when versions were not semantic yet. */
const older = (detail: Detail): Detail => {
  const kept = Object.entries(detail.data ?? {}).filter(([name, value]) => newerFields[name] !== value);
  return { metadata: { ...detail.metadata, version: '1' }, data: Object.fromEntries(kept) };
};

/** The event as a version to come may say it: with more than this one knows. */
const newer = (detail: Detail): Detail => ({
  metadata: { ...detail.metadata, version: '1.99.0', sinceMinor99: true },
  data: { ...detail.data, sinceMinor99: { nested: [1, 2] } },
});

/**
 * A bus and its rules: each event goes to each queue at least once, some time later, or to the rule's DLQ with the reason.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export const eventBridge = (
  { time, chance, faults, trace }: World,
  queues: Queues,
  rules: readonly Rule[],
): EventBridge => {
  const archive: Event[] = [];

  const deliver = (event: Event, rule: Rule): void => {
    const about = `${event['detail-type']} ${event.id} to ${rule.queue}`;
    const body = JSON.stringify(event);
    if (faults.strikes('event to the DLQ of its rule', about)) {
      const reason = {
        ERROR_CODE: 'SERVICE_UNAVAILABLE',
        ERROR_MESSAGE: 'The queue could not be reached',
        RETRY_ATTEMPTS: '185',
      };
      return void time.after(chance.between(1_000, 1_800_000), () => queues.send(rule.deadLetters, body, reason));
    }
    const late = faults.strikes('event late', about) ? chance.between(10_000, 1_200_000) : 0;
    time.after(chance.between(5, 500) + late, () => queues.send(rule.queue, body));
    if (faults.strikes('event doubled', about))
      time.after(chance.between(5, 60_000), () => queues.send(rule.queue, body));
  };

  const route = (event: Event): void => {
    for (const rule of rules) if (matches(rule, event)) deliver(event, rule);
  };

  const take = (source: string, type: string, detail: unknown): Event => {
    const id = createHash('md5').update(`event ${archive.length}`).digest('hex');
    const event = { id, source, 'detail-type': type, time: new Date(time.now).toISOString(), detail };
    archive.push(event);
    route(event);
    return event;
  };

  const ofSomeVersion = (detail: Detail, about: string): Detail => {
    if (faults.strikes('event of the older schema', about)) return older(detail);
    return faults.strikes('event of the newer schema', about) ? newer(detail) : detail;
  };

  const put = ({ Source = '', DetailType = '', Detail = '{}' }: PutEventsRequestEntry, who: string) => {
    if (faults.strikes('PutEvents refused in part', `${who} ${DetailType} ${Detail}`)) {
      return { ErrorCode: 'InternalFailure', ErrorMessage: 'Try again' };
    }
    trace.add(who, `said ${DetailType}`, Detail);
    return { EventId: take(Source, DetailType, ofSomeVersion(JSON.parse(Detail), Detail)).id };
  };

  return {
    archive,
    emit: (source, type, detail) => void take(source, type, detail),
    replay: route,
    operations: {
      PutEvents({ Entries = [] }: PutEventsCommandInput, who) {
        if (Entries.length < 1 || Entries.length > 10)
          throw Object.assign(new Error('1 to 10'), { name: 'ValidationException' });
        const results = Entries.map((entry) => put(entry, who));
        return {
          FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
          Entries: results,
        };
      },
    },
  };
};
